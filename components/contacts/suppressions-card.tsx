import { Search } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Confirm } from "@/components/ui/confirm";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";
import { Cell, HeadCell, Row, RowName, Table, TableBody, TableHead } from "@/components/ui/table";
import type { FormAction } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";

type Suppressed = { email: string | null; reason: string; note: string; actorName: string; createdAt: Date };
type SuppressionsCardProps = { rows: readonly Suppressed[]; asked: string; lift: FormAction };

/** Addresses that are never mailed, newest first, and a way to ask about one. */
export function SuppressionsCard({ rows, asked, lift }: SuppressionsCardProps) {
  const t = useTranslations("contacts.suppressed");
  return (
    <Card>
      <search aria-label={t("ask")}>
        <form action={paths.suppressions()} className="flex gap-2 px-4 py-3">
          <div className="relative min-w-0 flex-1 md:max-w-72">
            <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3" />
            <Input
              type="search"
              name="q"
              defaultValue={asked}
              aria-label={t("ask")}
              placeholder={t("ask")}
              className="pl-8.5!"
            />
          </div>
          <Button type="submit">{t("look")}</Button>
        </form>
      </search>
      <div className="border-t border-line">
        {rows.length > 0 ? (
          <Suppressions rows={rows} lift={lift} />
        ) : asked ? (
          <NoMatch title={t("notFoundTitle", { email: asked })} clearHref={paths.suppressions()}>
            {t("notFoundText")}
          </NoMatch>
        ) : (
          <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>
        )}
      </div>
    </Card>
  );
}

function Suppressions({ rows, lift }: Omit<SuppressionsCardProps, "asked">) {
  const t = useTranslations("contacts.suppressed");
  const { dateTime } = useFormatter();
  return (
    <Table label={t("title")}>
      <TableHead>
        <HeadCell>{t("address")}</HeadCell>
        <HeadCell>{t("reason")}</HeadCell>
        <HeadCell numeric>{t("since")}</HeadCell>
        <HeadCell>
          <span className="sr-only">{t("acts")}</span>
        </HeadCell>
      </TableHead>
      <TableBody>
        {rows.map(({ email, reason, note, actorName, createdAt }) => (
          <Row key={`${email} ${createdAt.getTime()}`}>
            <RowName second={note || undefined}>
              {email ? <span className="font-mono text-12 wrap-anywhere">{email}</span> : t("forgotten")}
            </RowName>
            <Cell label={t("reason")}>
              <span>
                {t.has(`reasons.${reason}`) ? t(`reasons.${reason}`) : reason}
                {actorName && <span className="block text-12 text-ink-3">{actorName}</span>}
              </span>
            </Cell>
            <Cell label={t("since")} numeric className="text-ink-2">
              {dateTime(createdAt, "day")}
            </Cell>
            <Cell acts>
              {email && reason === "manual" && (
                <Confirm
                  trigger={t("lift")}
                  look="quiet"
                  size="small"
                  title={t("liftTitle", { email })}
                  description={t("liftText")}
                  confirm={t("lift")}
                  action={lift}
                  values={{ email }}
                />
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}
