"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";
import { PermissionBoxes } from "./permission-boxes";

/** Invite someone by mail, with what they may work on. */
export function InviteForm({ invite }: { invite: FormAction }) {
  const t = useTranslations("accounts.members");
  return (
    <Card title={t("invite")} note={t("inviteLead")} padded>
      <ActionForm action={invite} done={t("invited")} aria-label={t("invite")} className="grid max-w-form gap-4">
        <Field name="email" label={t("email")}>
          <Input type="email" inputMode="email" autoComplete="off" required />
        </Field>
        <PermissionBoxes />
        <SubmitButton className="justify-self-start">{t("submitInvite")}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
