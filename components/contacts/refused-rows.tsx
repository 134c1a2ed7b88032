import { Download } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { buttonLook } from "@/components/ui/button-look";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { RefusalReason } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { shorten } from "./preview-table";

type Refused = { no: number; line: number; reason: string; sameAs: number | null; cells: readonly string[] };
type RefusedRowsProps = { id: string; rows: readonly Refused[]; total: number };

/** The first rows that became nobody, with their line and the reason; all of them as a file. */
export function RefusedRows({ id, rows, total }: RefusedRowsProps) {
  const t = useTranslations("imports");
  const { number } = useFormatter();
  const because = ({ reason, sameAs }: Refused) => {
    const known = RefusalReason.safeParse(reason);
    return known.success ? t(`reason.${known.data}`, { line: sameAs ?? 0 }) : reason;
  };
  return (
    <Card
      title={t("refused.title")}
      note={t("refused.note", { shown: rows.length, total: number(total) })}
      actions={
        <a href={paths.importRefused(id)} download className={buttonLook("secondary", "small")}>
          <Download aria-hidden />
          {t("refused.download")}
        </a>
      }
    >
      <Table label={t("refused.title")}>
        <TableHead>
          <HeadCell>{t("refused.line")}</HeadCell>
          <HeadCell>{t("refused.cells")}</HeadCell>
          <HeadCell>{t("refused.reason")}</HeadCell>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.no}>
              <RowName className="font-mono text-12 font-normal!">
                <span className="md:hidden">{t("refused.line")} </span>
                {number(row.line)}
              </RowName>
              <Cell label={t("refused.cells")} className="text-ink-2 wrap-anywhere">
                {shorten(row.cells.filter((cell) => cell.trim() !== "").join(" · "))}
              </Cell>
              <Cell label={t("refused.reason")}>{because(row)}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
