import { useFormatter, useTranslations } from "next-intl";
import { Link } from "@/components/ui/link";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { BounceRow } from "@/lib/bounces/schema";
import { paths } from "@/lib/web/paths";
import { ClassBadge } from "./class-badge";

/** What came back, a line each: whose mail, why in plain words, of which campaign. */
export function BouncesTable({ bounces }: { bounces: readonly BounceRow[] }) {
  const t = useTranslations("bounces");
  const { dateTime } = useFormatter();
  return (
    <Table label={t("label")}>
      <TableHead>
        <HeadCell>{t("address")}</HeadCell>
        <HeadCell>{t("kind")}</HeadCell>
        <HeadCell>{t("cause")}</HeadCell>
        <HeadCell numeric>{t("when")}</HeadCell>
      </TableHead>
      <TableBody>
        {bounces.map(({ id, email, class: named, hard, undoneAt, reason, campaign, at }) => (
          <Row key={id}>
            <RowName className="wrap-anywhere md:min-w-60" second={campaign ?? t("noCampaign")}>
              <Link href={paths.bounce(id)} className="link">
                {email ? <span className="font-mono text-12">{email}</span> : t("forgotten")}
              </Link>
            </RowName>
            <Cell label={t("kind")}>
              <ClassBadge named={named} hard={hard} undone={undoneAt !== null} />
            </Cell>
            <Cell className="text-ink-2 md:max-w-90">{t(`reasons.${reason}`)}</Cell>
            <Cell numeric label={t("when")} className="text-ink-2">
              {dateTime(at, "dayTime")}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
