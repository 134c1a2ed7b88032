import { getTranslations } from "next-intl/server";
import { AlarmsNotice } from "@/components/bounces/alarms-notice";
import { BouncesFilter } from "@/components/bounces/bounces-filter";
import { BouncesTable } from "@/components/bounces/bounces-table";
import { ContactsTabs } from "@/components/contacts/contacts-tabs";
import { SumList } from "@/components/reports/sum-list";
import { Card } from "@/components/ui/card";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listBounces, sumBounces } from "@/lib/bounces";
import { BounceFilter } from "@/lib/bounces/schema";
import { listAlarms } from "@/lib/inbound";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";

export async function generateMetadata() {
  return { title: (await getTranslations("bounces"))("title") };
}

export default async function ReturnedPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const filter = BounceFilter.parse(await searchParams);
  const [t, { page, sums, alarms }] = await Promise.all([
    getTranslations("bounces"),
    inTenant("contacts", async (tenant) => ({
      page: await listBounces(tenant, filter),
      sums: await sumBounces(tenant, filter),
      alarms: await listAlarms(tenant),
    })),
  ]);
  const { show, campaign } = filter;
  const address = (way: { older?: string | null; newer?: string | null }) => paths.bounces({ show, campaign, ...way });
  const isFiltered = show !== "all" || campaign !== undefined;
  const shown = sums.filter(({ kind }) => kind === "bounce" || kind === "complaint");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="grid gap-4">
        <ContactsTabs current="returned" />
        <AlarmsNotice alarms={alarms} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_280px]">
          <Card>
            <BouncesFilter filter={filter} />
            <div className="border-t border-line">
              {page.bounces.length > 0 ? (
                <BouncesTable bounces={page.bounces} />
              ) : isFiltered ? (
                <NoMatch title={t("noMatchTitle")} clearHref={paths.bounces()}>
                  {t("noMatchText")}
                </NoMatch>
              ) : (
                <EmptyState title={t("emptyTitle")}>{t("emptyText")}</EmptyState>
              )}
            </div>
            {(page.older || page.newer) && (
              <Pager
                newer={page.newer && address({ newer: page.newer })}
                older={page.older && address({ older: page.older })}
              />
            )}
          </Card>
          <SumList
            title={t("sums")}
            empty={t("none")}
            ink="bounced"
            rows={shown.map(({ class: named, n }) => ({ name: t(`classes.${named}`), n }))}
          />
        </div>
      </div>
    </>
  );
}
