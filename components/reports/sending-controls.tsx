"use client";
import { Pause, Play, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
import { heldReasons } from "@/lib/deliveries/schema";
import type { Sending } from "@/lib/reports/schema";
import type { FormAction } from "@/lib/web/action-state";

export type SendingActions = Record<"undo" | "pause" | "resume" | "cancel", FormAction>;

/** What can be done with a sending now: take it back, hold it, go on, or stop for good. Forms, so that they work without script. */
export function SendingControls({ sending, actions }: { sending: Sending; actions: SendingActions }) {
  const t = useTranslations("sending");
  const rest = sending.waiting + sending.deferred;
  const values = { campaignId: sending.id };
  const isHeld = (heldReasons as readonly (string | null)[]).includes(sending.pausedReason);
  if (sending.status === "scheduled")
    return (
      <Act action={actions.undo} values={values} icon={<Undo2 aria-hidden />}>
        {t("undo")} <Countdown until={sending.startsAt} />
      </Act>
    );
  return (
    <>
      <Confirm
        trigger={t("cancel")}
        look="danger"
        danger
        title={t("cancelTitle")}
        description={t("cancelLead", { n: rest })}
        confirm={t("cancelConfirm")}
        action={actions.cancel}
        values={values}
      />
      {sending.status === "paused" && !isHeld ? (
        <Act action={actions.resume} values={values} icon={<Play aria-hidden />}>
          {t("resume")}
        </Act>
      ) : null}
      {sending.status !== "paused" && (
        <Act action={actions.pause} values={values} icon={<Pause aria-hidden />}>
          {t("pause")}
        </Act>
      )}
    </>
  );
}

type ActProps = {
  action: FormAction;
  values: Record<string, string>;
  icon: React.ReactNode;
  children: React.ReactNode;
};

function Act({ action, values, icon, children }: ActProps) {
  return (
    <ActionForm action={action} done={false}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton icon={icon} className="w-full">
        {children}
      </SubmitButton>
    </ActionForm>
  );
}

// Nothing before the script is there: the server's clock and the reader's need not agree.
function Countdown({ until }: { until: Date | null }) {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (!until) return;
    const tick = () => setLeft(Math.max(0, Math.ceil((until.getTime() - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [until]);
  if (left === null || left > 600) return null;
  return (
    <span aria-hidden className="figures">
      {left} s
    </span>
  );
}
