import { useFormatter, useTranslations } from "next-intl";
import { useAreaNames } from "@/components/accounts/area-names";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { AuditLine } from "@/lib/audit/schema";

/** Lines of an audit trail: what, who, when, and why where a reason was asked for. */
export function Trail({ lines }: { lines: readonly AuditLine[] }) {
  const t = useTranslations("audit");
  const format = useFormatter();
  const second = useSecondLine();
  return (
    <Table label={t("label")}>
      <TableHead>
        <HeadCell>{t("what")}</HeadCell>
        <HeadCell>{t("who")}</HeadCell>
        <HeadCell>{t("when")}</HeadCell>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <Row key={line.no}>
            <RowName second={second(line)} className="md:py-2 wrap-anywhere">
              <What line={line} />
            </RowName>
            <Cell label={t("who")}>
              <span className="flex flex-wrap items-center gap-1.5">
                {line.actorName}
                {line.actorKind !== "member" && <Badge tone="plain">{t(`kind.${kindOf(line)}`)}</Badge>}
              </span>
            </Cell>
            <Cell label={t("when")} className="md:whitespace-nowrap">
              {format.dateTime(line.at, "dayTime")}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function What({ line: { action, subject } }: { line: AuditLine }) {
  const t = useTranslations("audit.actions");
  return t.has(action) ? t(action, { subject }) : <code className="font-mono text-12">{action}</code>;
}

// Why, where a reason was asked for; else what it was changed to.
function useSecondLine() {
  const t = useTranslations("audit");
  const areas = useAreaNames();
  return ({ reason, detail }: AuditLine) => {
    if (reason) return t("why", { reason });
    return Array.isArray(detail.permissions) ? t("areas", { areas: areas(detail.permissions.map(String)) }) : undefined;
  };
}

function kindOf({ actorKind }: AuditLine) {
  return actorKind === "staff" || actorKind === "operator" ? actorKind : "system";
}
