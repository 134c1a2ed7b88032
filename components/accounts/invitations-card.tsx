import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Permission } from "@/lib/accounts/schema";
import type { FormAction } from "@/lib/web/action-state";
import { useAreaNames } from "./area-names";

type Invitation = { id: string; email: string; permissions: Permission[]; expiresAt: Date };

/** Invitations that nobody has taken up yet. */
export function InvitationsCard({ invitations, cancel }: { invitations: readonly Invitation[]; cancel: FormAction }) {
  const t = useTranslations("accounts.members");
  const format = useFormatter();
  const areas = useAreaNames();
  if (invitations.length === 0) return null;
  return (
    <Card title={t("open")}>
      <Table label={t("openLabel")}>
        <TableHead>
          <HeadCell>{t("email")}</HeadCell>
          <HeadCell>{t("permissions")}</HeadCell>
          <HeadCell>{t("until")}</HeadCell>
          <HeadCell>
            <span className="sr-only">{t("cancel")}</span>
          </HeadCell>
        </TableHead>
        <TableBody>
          {invitations.map(({ id, email, permissions, expiresAt }) => (
            <Row key={id}>
              <RowName className="wrap-anywhere">{email}</RowName>
              <Cell label={t("permissions")}>{areas(permissions)}</Cell>
              <Cell label={t("until")} className="md:whitespace-nowrap">
                {format.dateTime(expiresAt, "day")}
              </Cell>
              <Cell acts>
                <ActionForm action={cancel} done={false} className="contents">
                  <input type="hidden" name="invitationId" value={id} />
                  <SubmitButton look="secondary" size="small" aria-label={t("cancelOne", { email })}>
                    {t("cancel")}
                  </SubmitButton>
                </ActionForm>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
