"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** Name, address, secret: nothing else is asked. */
export function SignUpForm({ action }: { action: FormAction }) {
  const t = useTranslations("accounts.signUp");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      {(state) =>
        state.status === "done" ? (
          <Notice tone="success" title={t("sentTitle")}>
            {t("sent", { email: String(state.result) })}
          </Notice>
        ) : (
          <>
            <Field name="name" label={t("name")}>
              <Input autoComplete="name" required maxLength={100} />
            </Field>
            <Field name="email" label={t("email")}>
              <Input type="email" autoComplete="email" inputMode="email" required />
            </Field>
            <Field name="password" label={t("password")} hint={t("passwordHint")}>
              <Input type="password" autoComplete="new-password" required minLength={10} maxLength={200} />
            </Field>
            <SubmitButton className="mt-2">{t("submit")}</SubmitButton>
          </>
        )
      }
    </ActionForm>
  );
}
