import { useFormatter, useTranslations } from "next-intl";
import { useAreaNames } from "@/components/accounts/area-names";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";

type Member = { userId: string; name: string; email: string; permissions: readonly string[]; since: Date };

/** Who works in a client's account, once staff have written why they look. */
export function PeopleCard({ members }: { members: readonly Member[] }) {
  const t = useTranslations("backoffice.account");
  const format = useFormatter();
  const areas = useAreaNames();
  return (
    <Card title={t("people")}>
      <Table label={t("people")}>
        <TableHead>
          <HeadCell>{t("person")}</HeadCell>
          <HeadCell>{t("may")}</HeadCell>
          <HeadCell>{t("memberSince")}</HeadCell>
        </TableHead>
        <TableBody>
          {members.map(({ userId, name, email, permissions, since }) => (
            <Row key={userId}>
              <RowName second={email}>{name}</RowName>
              <Cell label={t("may")}>{areas(permissions)}</Cell>
              <Cell label={t("memberSince")}>{format.dateTime(since, "day")}</Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
