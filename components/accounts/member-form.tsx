"use client";
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Permission } from "@/lib/accounts/schema";
import type { FormAction } from "@/lib/web/action-state";
import { PermissionBoxes } from "./permission-boxes";

type MemberFormProps = {
  member: { userId: string; name: string; permissions: Permission[] };
  save: FormAction;
  remove: FormAction;
};

/** What one member may do, and the way out of the account. */
export function MemberForm({ member, save, remove }: MemberFormProps) {
  const t = useTranslations("accounts.members");
  const { userId, name, permissions } = member;
  return (
    <div className="grid gap-4">
      <Card padded>
        <ActionForm action={save} aria-label={name} className="grid max-w-form gap-4">
          <input type="hidden" name="userId" value={userId} />
          <PermissionBoxes held={permissions} />
          <SubmitButton className="justify-self-start">{t("save")}</SubmitButton>
        </ActionForm>
      </Card>
      <Card title={t("removeHeading")} padded>
        <p className="mb-3 text-ink-2">{t("removeText")}</p>
        <Confirm
          trigger={t("remove")}
          look="danger"
          title={t("removeTitle", { name })}
          description={t("removeText")}
          confirm={t("remove")}
          action={remove}
          values={{ userId }}
          danger
        />
      </Card>
    </div>
  );
}
