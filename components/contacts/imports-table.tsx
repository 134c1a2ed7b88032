import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { ImportStatus } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { ImportState } from "./import-state";

type ImportRow = {
  id: string;
  fileName: string;
  status: ImportStatus;
  createdBy: string;
  createdAt: Date;
  rowsRead: number;
  rowsNew: number;
  rowsUpdated: number;
  rowsRefused: number;
};

/** The account's imports, newest first. Each name leads to what came of it. */
export function ImportsTable({ imports }: { imports: readonly ImportRow[] }) {
  const t = useTranslations("imports.table");
  const { number, dateTime } = useFormatter();
  const figures = ["rowsRead", "rowsNew", "rowsUpdated", "rowsRefused"] as const;
  return (
    <Card title={t("title")}>
      <Table label={t("title")}>
        <TableHead>
          <HeadCell>{t("file")}</HeadCell>
          <HeadCell>{t("status")}</HeadCell>
          {figures.map((name) => (
            <HeadCell key={name} numeric>
              {t(name)}
            </HeadCell>
          ))}
          <HeadCell numeric>{t("when")}</HeadCell>
        </TableHead>
        <TableBody>
          {imports.map((row) => (
            <Row key={row.id}>
              <RowName second={row.createdBy}>
                <Link href={paths.import(row.id)} className="link wrap-anywhere">
                  {row.fileName}
                </Link>
              </RowName>
              <Cell label={t("status")}>
                <ImportState status={row.status} />
              </Cell>
              {figures.map((name) => (
                <Cell key={name} label={t(name)} numeric>
                  {row.status === "uploaded" ? "—" : number(row[name])}
                </Cell>
              ))}
              <Cell label={t("when")} numeric className="text-ink-2">
                {dateTime(row.createdAt, "dayTime")}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
