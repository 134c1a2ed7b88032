"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

/** Asks for a mail with a link; the answer is the same for every address. */
export function ForgotForm({ action }: { action: FormAction }) {
  const t = useTranslations("accounts.forgot");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      {(state) =>
        state.status === "done" ? (
          <Notice tone="success" title={t("sentTitle")}>
            {t("sent")}
          </Notice>
        ) : (
          <>
            <Field name="email" label={t("email")}>
              <Input type="email" autoComplete="username" inputMode="email" required />
            </Field>
            <SubmitButton>{t("submit")}</SubmitButton>
          </>
        )
      }
    </ActionForm>
  );
}
