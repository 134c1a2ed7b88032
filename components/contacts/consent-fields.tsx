"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { vouchedSources } from "@/lib/contacts/schema";

/** How people agreed, and to what. Nothing is chosen in advance. */
export function ConsentFields() {
  const t = useTranslations("contacts");
  return (
    <>
      <RadioGroup
        name="source"
        label={t("consent.source")}
        options={vouchedSources.map((value) => ({ value, label: t(`consentSource.${value}`) }))}
        required
      />
      <Field name="wording" label={t("consent.wording")} hint={t("consent.wordingHint")} optional>
        <Textarea maxLength={2000} />
      </Field>
    </>
  );
}
