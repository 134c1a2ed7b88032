import { FlaskConical } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ConfirmedMember } from "@/lib/accounts";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/web/action-state";

type TestFormProps = {
  campaignId: string;
  members: readonly ConfirmedMember[];
  me: string;
  send: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** Mail a test to people of the account. */
export function TestForm({ campaignId, members, me, send }: TestFormProps) {
  const t = useTranslations("campaigns.test");
  return (
    <Card title={t("title")} padded>
      <p className="mb-3 text-12 text-ink-2">{t("text")}</p>
      {members.length === 0 ? (
        <Notice>{t("nobody")}</Notice>
      ) : (
        <ActionForm action={send} done={t("done")} aria-label={t("title")} className="grid gap-3">
          <input type="hidden" name="campaignId" value={campaignId} />
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 text-12 font-medium text-ink-2">{t("to")}</legend>
            {members.map(({ userId, name, email }) => (
              <Checkbox
                key={userId}
                name="to"
                value={userId}
                defaultChecked={userId === me}
                label={name || email}
                hint={email}
              />
            ))}
          </fieldset>
          <SubmitButton look="secondary" icon={<FlaskConical aria-hidden />}>
            {t("send")}
          </SubmitButton>
        </ActionForm>
      )}
    </Card>
  );
}
