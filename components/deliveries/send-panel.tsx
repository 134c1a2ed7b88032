"use client";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { TYPED_FROM } from "@/lib/deliveries/schema";
import type { FormAction } from "@/lib/web/action-state";

export type SendPanelProps = {
  campaignId: string;
  /** The number on the page: sending is refused if it is another by then. */
  receives: number;
  credits: number;
  undoSeconds: number;
  zone: string;
  isReady: boolean;
  isSandbox: boolean;
  action: FormAction;
};

/** The last step: send now, held for the undo window, or at a chosen time. Large audiences are typed as a number first. */
export function SendPanel(props: SendPanelProps) {
  const { campaignId, receives, credits, undoSeconds, zone, isReady, isSandbox, action } = props;
  const t = useTranslations("sending.panel");
  const [when, setWhen] = useState("now");
  const isShort = credits < receives;
  const mayPress = isReady && receives > 0 && !isShort;
  return (
    <Card title={t("title")} padded>
      <ActionForm action={action} done={false} className="grid gap-4">
        <input type="hidden" name="campaignId" value={campaignId} />
        {receives < TYPED_FROM && <input type="hidden" name="count" value={receives} />}
        <RadioGroup
          name="when"
          label={t("when")}
          defaultValue="now"
          onChange={setWhen}
          options={[
            { value: "now", label: t("now"), hint: t("nowHint", { seconds: undoSeconds }) },
            { value: "later", label: t("later"), hint: t("laterHint", { zone }) },
          ]}
        />
        <Field name="sendAt" label={t("sendAt", { zone })} className={when === "later" ? "" : "hidden noscript:block"}>
          <Input type="datetime-local" />
        </Field>
        {receives >= TYPED_FROM && (
          <Field name="count" label={t("count", { n: receives })} hint={t("countHint")}>
            <Input inputMode="numeric" autoComplete="off" className="figures md:max-w-40" />
          </Field>
        )}
        {isShort && <Notice tone="warn">{t("short", { credits, receives })}</Notice>}
        {!isReady && <Notice tone="warn">{t("notReady")}</Notice>}
        {isSandbox && <p className="text-12 text-ink-3">{t("sandbox")}</p>}
        <SubmitButton size="large" disabled={!mayPress} icon={<Send aria-hidden />}>
          {when === "later" ? t("schedule", { n: receives }) : t("send", { n: receives })}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
