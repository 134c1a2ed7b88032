import { useFormatter, useTranslations } from "next-intl";
import { Card, CardRow } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Stat, Stats } from "@/components/ui/stat";
import { receivingStatuses, type Audience, type Standing } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { StatusBadge } from "./status-badge";

type ListFiguresProps = { listId: string; audience: Audience; counts: Partial<Record<Standing, number>> };

const silent = ["awaiting", "under_review", "invalid", "suppressed", "unsubscribed", "left"] as const;

/** Who of a list receives its mail, who does not and why. Every number leads to the people behind it. */
export function ListFigures({ listId, audience, counts }: ListFiguresProps) {
  const t = useTranslations("lists.figures");
  const { number } = useFormatter();
  const excluded = audience.total - audience.receives;
  return (
    <Card>
      <Stats>
        <Stat label={t("receives")} value={number(audience.receives)} big />
        <Stat label={t("excluded")} value={number(excluded)} />
        <Stat label={t("total")} value={number(audience.total)} />
      </Stats>
      <Standings title={t("receiveTitle")} {...{ listId, counts }} standings={receivingStatuses} />
      <Standings title={t("excludedTitle")} {...{ listId, counts }} standings={silent} />
    </Card>
  );
}

type StandingsProps = Omit<ListFiguresProps, "audience"> & { title: string; standings: readonly Standing[] };

function Standings({ title, listId, counts, standings }: StandingsProps) {
  const t = useTranslations("lists.figures");
  const { number } = useFormatter();
  return (
    <section className="border-t border-line pt-3">
      <h2 className="px-4 pb-2 text-12 text-ink-3">{title}</h2>
      {standings.map((standing) => {
        const n = counts[standing] ?? 0;
        const value =
          n === 0 ? (
            "0"
          ) : (
            <Link href={paths.contacts({ list: listId, status: standing })} className="link">
              {number(n)}
            </Link>
          );
        return (
          <CardRow key={standing} value={value}>
            <div className="grid gap-x-3 gap-y-0.5 md:grid-cols-[8.5rem_1fr] md:items-center">
              <span>
                <StatusBadge standing={standing} />
              </span>
              <span className="text-12 text-ink-2">{t(`why.${standing}`)}</span>
            </div>
          </CardRow>
        );
      })}
    </section>
  );
}
