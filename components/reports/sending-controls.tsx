"use client";
import { Clock, Pause, Play, Send, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import type { ButtonLook } from "@/components/ui/button-look";
import { Confirm } from "@/components/ui/confirm";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { heldReasons } from "@/lib/deliveries/schema";
import type { Sending } from "@/lib/reports/schema";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";

export type SendingActions = Record<"undo" | "reschedule" | "pause" | "resume" | "cancel" | "resend", FormAction>;

type SendingControlsProps = {
  sending: Sending;
  actions: SendingActions;
  /** In which times are typed. */
  zone: string;
};

/** What can be done with a sending now: take it back, hold it, go on, or stop for good. Forms, so that they work without script. */
export function SendingControls({ sending, actions, zone }: SendingControlsProps) {
  const t = useTranslations("sending");
  const rest = sending.waiting + sending.deferred;
  const values = { campaignId: sending.id };
  const isHeld = (heldReasons as readonly (string | null)[]).includes(sending.pausedReason);
  if (sending.status === "scheduled") return <HeldControls {...{ sending, actions, zone }} />;
  return (
    <>
      <Confirm
        trigger={t("cancel")}
        look="danger"
        danger
        title={t("cancelTitle")}
        description={t("cancelLead", { n: rest, inFlight: sending.inFlight })}
        confirm={t("cancelConfirm")}
        keep={t("cancelKeep")}
        action={actions.cancel}
        values={values}
      >
        <Link href={`${paths.campaignReport(sending.id)}?show=waiting#recipients`} className="link">
          {t("seeWho")}
        </Link>
      </Confirm>
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

// Held by the clock or, when its time has long passed, until somebody decides.
function HeldControls({ sending, actions, zone }: SendingControlsProps) {
  const t = useTranslations("sending");
  const values = { campaignId: sending.id };
  const isLate = sending.pausedReason === "late";
  return (
    <>
      {(isLate || sending.isChosen) && (
        <Confirm
          trigger={t("changeTime")}
          icon={<Clock aria-hidden />}
          title={t("changeTime")}
          description={t("changeTimeLead")}
          confirm={t("changeTimeConfirm")}
          action={actions.reschedule}
          values={{ ...values, when: sending.wallTime ? "zoned" : "later" }}
        >
          <Field name="sendAt" label={sending.wallTime ? t("panel.wallTime") : t("sendAtZone", { zone })}>
            <Input type="datetime-local" required />
          </Field>
        </Confirm>
      )}
      <Act action={actions.undo} values={values} look="secondary" icon={<Undo2 aria-hidden />}>
        {t("undo")} {!isLate && <Countdown until={sending.startsAt} />}
      </Act>
      {isLate && (
        <Act action={actions.reschedule} values={{ ...values, when: "now" }} icon={<Send aria-hidden />}>
          {t("sendNow")}
        </Act>
      )}
    </>
  );
}

type ActProps = {
  action: FormAction;
  values: Record<string, string>;
  look?: ButtonLook;
  icon: React.ReactNode;
  children: React.ReactNode;
};

function Act({ action, values, look, icon, children }: ActProps) {
  return (
    <ActionForm action={action} done={false}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look} icon={icon} className="w-full">
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
