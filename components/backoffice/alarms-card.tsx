import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { SendingAlarm } from "@/lib/inbound/schema";
import type { FormAction } from "@/lib/web/action-state";
import { ReasonField } from "./reason-field";

type AlarmsCardProps = { accountId: string; alarms: readonly SendingAlarm[]; release: FormAction };

/** What an account's sending has crossed, and the way back: staff close an alarm for a written reason. */
export function AlarmsCard({ accountId, alarms, release }: AlarmsCardProps) {
  const t = useTranslations("backoffice.alarms");
  const words = useTranslations("bounces");
  const { dateTime } = useFormatter();
  return (
    <Card title={t("title")} note={alarms.length > 0 ? t("lead") : undefined}>
      {alarms.length === 0 ? (
        <p className="border-t border-line px-4 py-3 text-ink-3">{t("none")}</p>
      ) : (
        <Table label={t("title")}>
          <TableHead>
            <HeadCell>{t("campaign")}</HeadCell>
            <HeadCell>{t("what")}</HeadCell>
            <HeadCell numeric>{t("since")}</HeadCell>
            <HeadCell>
              <span className="sr-only">{t("resolve")}</span>
            </HeadCell>
          </TableHead>
          <TableBody>
            {alarms.map(({ id, measure, level, sent, counted, campaign, at }) => (
              <Row key={id}>
                <RowName second={words(`alarms.level.${level}`)} className="wrap-anywhere">
                  {campaign ?? words("alarms.account")}
                </RowName>
                <Cell className="text-ink-2">
                  {words(`watch.${measure}`, { sent, counted, share: counted / sent })}
                </Cell>
                <Cell numeric label={t("since")}>
                  {dateTime(at, "dayTime")}
                </Cell>
                <Cell acts>
                  <Confirm
                    trigger={t("resolve")}
                    look="quiet"
                    size="small"
                    title={t("resolveTitle")}
                    description={t("resolveText")}
                    confirm={t("resolve")}
                    action={release}
                    values={{ accountId, alarmId: id }}
                  >
                    <ReasonField />
                  </Confirm>
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </Card>
  );
}
