"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** Add an address; whoever reads it is asked by mail. */
export function SenderForm({ add }: { add: FormAction }) {
  const t = useTranslations("senders.senders");
  return (
    <div className="border-t border-line px-4 py-4">
      <ActionForm action={add} done={t("added")} aria-label={t("add")} className="grid max-w-form gap-3">
        <Field name="name" label={t("name")} hint={t("nameHint")}>
          <Input autoComplete="organization" required maxLength={120} />
        </Field>
        <Field name="address" label={t("address")}>
          <Input type="email" mono inputMode="email" autoComplete="off" required maxLength={254} />
        </Field>
        <Field name="replyTo" label={t("replyTo")} optional hint={t("replyToHint")}>
          <Input type="email" mono inputMode="email" autoComplete="off" maxLength={254} />
        </Field>
        <SubmitButton look="secondary" className="justify-self-start">
          {t("add")}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
