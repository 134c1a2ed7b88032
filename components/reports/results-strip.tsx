import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Stat, Stats } from "@/components/ui/stat";
import type { Report } from "@/lib/reports/schema";

export type Who = "people" | "machines" | "raw";

/** The six figures of a campaign, by people, by programs, or all requests as they came. */
export function ResultsStrip({ report, returned, who }: { report: Report; returned: number; who: Who }) {
  const t = useTranslations("reports");
  const { number } = useFormatter();
  const { opens, clicks, unsubscribes } = report.results;
  const of = (reached: typeof opens) =>
    who === "people" ? reached.people : who === "machines" ? reached.machines + reached.proxies : reached.hits;
  const share = (n: number) => (report.accepted > 0 ? number(n / report.accepted, "share") : undefined);
  // What a server refused at once never was handed over.
  const tried = report.accepted + report.failed + report.expired;
  const opened = of(opens);
  const clicked = of(clicks);
  const byPeople = who === "people";
  return (
    <Card>
      <Stats>
        <Stat
          label={t("accepted")}
          mark="text-sent"
          value={number(report.accepted)}
          note={t("ofAudience", { audience: report.audience })}
        />
        <Stat
          label={t(`opened.${who}`)}
          mark={byPeople ? "text-opened" : "text-machine"}
          value={number(opened)}
          note={who === "raw" ? undefined : share(opened)}
        />
        <Stat
          label={t(`clicked.${who}`)}
          mark={byPeople ? "text-clicked" : "text-machine"}
          value={number(clicked)}
          note={who === "raw" ? undefined : share(clicked)}
        />
        <Stat
          label={t("returned")}
          mark="text-bounced"
          value={number(returned)}
          note={tried > 0 ? number(returned / tried, "share") : undefined}
        />
        <Stat label={t("left")} mark="text-unsubscribed" value={number(unsubscribes)} note={share(unsubscribes)} />
      </Stats>
    </Card>
  );
}
