"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** One button: opening the link changes nothing, a mail scanner cannot press it. */
export function AgreeForm({ action, token }: { action: FormAction; token: string }) {
  const t = useTranslations("senders.agree");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
