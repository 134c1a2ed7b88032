import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Badge } from "@/components/ui/badge";
import { Card, CardRow } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormAction } from "@/lib/web/action-state";

type OwnAccountsProps = {
  accounts: readonly { id: string; name: string }[];
  current: string | undefined;
  enter: FormAction;
};

/** The accounts a person is a member of, each with a way in. */
export function OwnAccounts({ accounts, current, enter }: OwnAccountsProps) {
  const t = useTranslations("accounts.own");
  if (accounts.length === 0) return null;
  return (
    <Card className="overflow-hidden *:first:border-t-0">
      {accounts.map(({ id, name }) => (
        <CardRow key={id}>
          <ActionForm action={enter} done={false} className="flex items-center gap-3">
            <input type="hidden" name="accountId" value={id} />
            <span className="min-w-0 flex-1 font-strong wrap-anywhere">{name}</span>
            {id === current && <Badge tone="ok">{t("here")}</Badge>}
            <SubmitButton look="secondary" size="small" aria-label={t("enterOne", { account: name })}>
              {t("enter")}
            </SubmitButton>
          </ActionForm>
        </CardRow>
      ))}
    </Card>
  );
}
