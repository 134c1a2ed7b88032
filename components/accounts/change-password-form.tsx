"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** A new password for whoever knows the current one. */
export function ChangePasswordForm({ change, email }: { change: FormAction; email: string }) {
  const t = useTranslations("accounts.security");
  return (
    <Card title={t("changeTitle")} padded>
      <ActionForm action={change} done={t("changed")} aria-label={t("changeTitle")} className="grid max-w-form gap-4">
        {/* For the browser's store of passwords; without a name it is not sent. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field name="current" label={t("current")}>
          <Input type="password" autoComplete="current-password" required maxLength={200} />
        </Field>
        <Field name="password" label={t("password")} hint={t("passwordHint")}>
          <Input type="password" autoComplete="new-password" required minLength={10} maxLength={200} />
        </Field>
        <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
