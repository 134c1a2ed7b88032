"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

type TokenForm = { action: FormAction; token: string };

/** One button: opening the link changes nothing, a mail scanner cannot press it. */
export function ConfirmForm({ action, token }: TokenForm) {
  const t = useTranslations("accounts.confirm");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Choose a new secret. */
export function ResetForm({ action, token }: TokenForm) {
  const t = useTranslations("accounts.reset");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <Field name="password" label={t("password")} hint={t("passwordHint")}>
        <Input type="password" autoComplete="new-password" required minLength={10} maxLength={200} />
      </Field>
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Join an account as a person who is new here. */
export function JoinForm({ action, token }: TokenForm) {
  const t = useTranslations("accounts.invitation");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <Field name="name" label={t("name")}>
        <Input autoComplete="name" required maxLength={100} />
      </Field>
      <Field name="password" label={t("password")} hint={t("passwordHint")}>
        <Input type="password" autoComplete="new-password" required minLength={10} maxLength={200} />
      </Field>
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}

/** Join an account as the person who is signed in. */
export function JoinAsMyselfForm({ action, token }: TokenForm) {
  const t = useTranslations("accounts.invitation");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <SubmitButton>{t("join")}</SubmitButton>
    </ActionForm>
  );
}
