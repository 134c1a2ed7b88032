import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import { paths } from "@/lib/web/paths";

type ListRow = {
  id: string;
  name: string;
  company: string;
  createdAt: Date;
  total: number;
  receives: number;
  left: number;
};

/** All lists with their figures. Each name leads to its page. */
export function ListsTable({ lists }: { lists: readonly ListRow[] }) {
  const t = useTranslations("lists");
  const { number, dateTime } = useFormatter();
  return (
    <Card>
      <Table label={t("title")}>
        <TableHead>
          <HeadCell>{t("table.name")}</HeadCell>
          <HeadCell numeric>{t("table.receives")}</HeadCell>
          <HeadCell numeric>{t("table.total")}</HeadCell>
          <HeadCell numeric>{t("table.left")}</HeadCell>
          <HeadCell numeric>{t("table.created")}</HeadCell>
        </TableHead>
        <TableBody>
          {lists.map(({ id, name, company, createdAt, total, receives, left }) => (
            <Row key={id}>
              <RowName second={company || undefined}>
                <Link href={paths.list(id)} className="link">
                  {name}
                </Link>
              </RowName>
              <Cell numeric label={t("table.receives")}>
                {number(receives)}
              </Cell>
              <Cell numeric label={t("table.total")}>
                {number(total)}
              </Cell>
              <Cell numeric label={t("table.left")}>
                {number(left)}
              </Cell>
              <Cell numeric label={t("table.created")}>
                {dateTime(createdAt, "day")}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
