"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

/** Why staff do what they are about to do. The client reads it. */
export function ReasonField() {
  const t = useTranslations("backoffice.account");
  return (
    <Field name="reason" label={t("reason")} hint={t("reasonHint")}>
      <Textarea required maxLength={500} rows={3} />
    </Field>
  );
}
