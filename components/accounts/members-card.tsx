import { useFormatter, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { Permission } from "@/lib/accounts/schema";
import { paths } from "@/lib/web/paths";
import { useAreaNames } from "./area-names";

type Member = { userId: string; name: string; email: string; permissions: Permission[]; since: Date };

/** Who may work in the account, and on what. Each name leads to its page. */
export function MembersCard({ members, self }: { members: readonly Member[]; self: string }) {
  const t = useTranslations("accounts.members");
  const format = useFormatter();
  const areas = useAreaNames();
  return (
    <Card title={t("title")}>
      <Table label={t("label")}>
        <TableHead>
          <HeadCell>{t("name")}</HeadCell>
          <HeadCell>{t("permissions")}</HeadCell>
          <HeadCell>{t("since")}</HeadCell>
        </TableHead>
        <TableBody>
          {members.map(({ userId, name, email, permissions, since }) => (
            <Row key={userId}>
              <RowName second={email}>
                <span className="flex flex-wrap items-center gap-2">
                  <Link href={paths.member(userId)} className="link">
                    {name}
                  </Link>
                  {userId === self && <Badge tone="plain">{t("you")}</Badge>}
                </span>
              </RowName>
              <Cell label={t("permissions")}>{areas(permissions)}</Cell>
              <Cell label={t("since")} className="md:whitespace-nowrap">
                {format.dateTime(since, "day")}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
