import { useFormatter, useTranslations } from "next-intl";
import { ActionForm } from "@/components/ui/action-form";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { DomainView } from "@/lib/senders/schema";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";
import { DomainStateBadge } from "./standing-badge";

/** The domains mail is sent from, and how to add one. */
export function DomainsCard({ domains, add }: { domains: readonly DomainView[]; add: FormAction }) {
  const t = useTranslations("senders.domains");
  return (
    <Card title={t("title")} note={domains.length === 0 ? undefined : t("note", { count: domains.length })}>
      {domains.length > 0 && <DomainTable domains={domains} />}
      <div className={domains.length > 0 ? "border-t border-line px-4 py-4" : "px-4 pb-4"}>
        {domains.length === 0 && <p className="mb-4 max-w-form text-ink-2">{t("empty")}</p>}
        <ActionForm action={add} done={false} aria-label={t("add")} className="grid max-w-form gap-3">
          <Field name="domain" label={t("domain")} hint={t("hint")}>
            <Input mono inputMode="url" autoComplete="off" autoCapitalize="none" spellCheck={false} required />
          </Field>
          <SubmitButton look={domains.length === 0 ? "primary" : "secondary"} className="justify-self-start">
            {t("add")}
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}

function DomainTable({ domains }: { domains: readonly DomainView[] }) {
  const t = useTranslations("senders.domains");
  const { dateTime } = useFormatter();
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell>{t("domain")}</HeadCell>
        <HeadCell>{t("state")}</HeadCell>
        <HeadCell>{t("checked")}</HeadCell>
      </TableHead>
      <TableBody>
        {domains.map(({ id, domain, state, checkedAt }) => (
          <Row key={id}>
            <RowName className="wrap-anywhere">
              <Link href={paths.sendingDomain(id)} className="link font-mono">
                {domain}
              </Link>
            </RowName>
            <Cell label={t("state")}>
              <DomainStateBadge state={state} />
            </Cell>
            <Cell label={t("checked")} className="figures md:whitespace-nowrap">
              {checkedAt ? dateTime(checkedAt, "dayTime") : t("never")}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
