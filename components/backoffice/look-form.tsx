"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { ReasonField } from "./reason-field";

/** Asks staff why they look at the people of an account, before it shows any. */
export function LookForm({ accountId, minutes, look }: { accountId: string; minutes: number; look: FormAction }) {
  const t = useTranslations("backoffice.account");
  return (
    <Card title={t("look")} padded>
      <p className="mb-4 max-w-text text-ink-2">{t("lookText", { minutes })}</p>
      <ActionForm action={look} done={false} aria-label={t("look")} className="grid max-w-form gap-4">
        <input type="hidden" name="accountId" value={accountId} />
        <ReasonField />
        <SubmitButton look="secondary" className="justify-self-start">
          {t("lookSubmit")}
        </SubmitButton>
      </ActionForm>
    </Card>
  );
}
