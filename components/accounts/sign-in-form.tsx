"use client";
import { Link } from "@/components/ui/link";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";

/** Address and secret. `next` is the page to come back to. */
export function SignInForm({ action, next }: { action: FormAction; next?: string | undefined }) {
  const t = useTranslations("accounts.signIn");
  return (
    <ActionForm action={action} done={false} className="grid gap-4">
      {next && <input type="hidden" name="next" value={next} />}
      <Field name="email" label={t("email")}>
        <Input type="email" autoComplete="username" inputMode="email" required />
      </Field>
      <Field name="password" label={t("password")}>
        <Input type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton className="mt-2">{t("submit")}</SubmitButton>
      <p className="text-center text-12">
        <Link href={paths.forgot()} className="link">
          {t("forgot")}
        </Link>
      </p>
    </ActionForm>
  );
}
