import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { COMPLAINT_ALARM, type ClientRow } from "@/lib/backoffice/schema";
import { paths } from "@/lib/web/paths";
import { Share } from "./share";

/** Accounts with what they sent in the last 30 days and what came back. */
export function AccountsTable({ rows }: { rows: readonly ClientRow[] }) {
  const t = useTranslations("backoffice.accounts");
  return (
    <Table label={t("table")}>
      <TableHead>
        <HeadCell>{t("name")}</HeadCell>
        <HeadCell>{t("since")}</HeadCell>
        <HeadCell numeric>{t("sent")}</HeadCell>
        <HeadCell numeric>{t("bounced")}</HeadCell>
        <HeadCell numeric>{t("complaints")}</HeadCell>
        <HeadCell numeric>{t("unsubscribes")}</HeadCell>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <AccountRow key={row.id} row={row} />
        ))}
      </TableBody>
    </Table>
  );
}

function AccountRow({ row }: { row: ClientRow }) {
  const t = useTranslations("backoffice.accounts");
  const format = useFormatter();
  const { id, name, createdAt, status, members, figures } = row;
  const { sent, bounced, complaints, unsubscribes } = figures;
  return (
    <Row>
      <RowName second={t("members", { count: members })}>
        <span className="flex flex-wrap items-center gap-2">
          <Link href={paths.clientAccount(id)} className="link wrap-anywhere">
            {name}
          </Link>
          {status === "suspended" && <Badge tone="bad">{t("suspended")}</Badge>}
        </span>
      </RowName>
      <Cell label={t("since")} className="md:whitespace-nowrap">
        {format.dateTime(createdAt, "day")}
      </Cell>
      <Cell label={t("sent")} numeric>
        {format.number(sent)}
      </Cell>
      <Cell label={t("bounced")} numeric>
        <Share count={bounced} of={sent + bounced} />
      </Cell>
      <Cell label={t("complaints")} numeric>
        <Share count={complaints} of={sent} alarm={COMPLAINT_ALARM} />
      </Cell>
      <Cell label={t("unsubscribes")} numeric>
        <Share count={unsubscribes} of={sent} />
      </Cell>
    </Row>
  );
}
