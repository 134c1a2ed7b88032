"use client";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TYPED_FROM } from "@/lib/deliveries/schema";
import type { FormAction } from "@/lib/web/action-state";
import { SendTime, type ZoneField } from "./send-time";

export type SendPanelProps = {
  campaignId: string;
  /** The number on the page: sending is refused if it is another by then. */
  receives: number;
  credits: number;
  undoSeconds: number;
  zone: string;
  /** Text fields in which the zone of each reader may stand. */
  zoneFields: readonly ZoneField[];
  isReady: boolean;
  isSandbox: boolean;
  action: FormAction;
};

/** The last step: send now, held for the undo window, or at a chosen time. Large audiences are typed as a number first. */
export function SendPanel(props: SendPanelProps) {
  const { campaignId, receives, credits, undoSeconds, zone, isReady, isSandbox, zoneFields, action } = props;
  const t = useTranslations("sending.panel");
  const [when, setWhen] = useState("now");
  const isShort = credits < receives;
  const mayPress = isReady && receives > 0 && !isShort;
  return (
    <Card title={t("title")} padded>
      <ActionForm action={action} done={false} className="grid gap-4">
        <input type="hidden" name="campaignId" value={campaignId} />
        {receives < TYPED_FROM && <input type="hidden" name="count" value={receives} />}
        <SendTime {...{ campaignId, undoSeconds, zone, zoneFields, when }} onWhen={setWhen} />
        {receives >= TYPED_FROM && (
          <Field name="count" label={t("count", { n: receives })} hint={t("countHint")}>
            <Input inputMode="numeric" autoComplete="off" className="figures md:max-w-40" />
          </Field>
        )}
        {isShort && <Notice tone="warn">{t("short", { credits, receives })}</Notice>}
        {!isReady && <Notice tone="warn">{t("notReady")}</Notice>}
        {isSandbox && <p className="text-12 text-ink-3">{t("sandbox")}</p>}
        <SubmitButton size="large" disabled={!mayPress} icon={<Send aria-hidden />}>
          {when !== "now" ? t("schedule", { n: receives }) : t("send", { n: receives })}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
