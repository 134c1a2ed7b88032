import { useFormatter, useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ProofCard } from "@/components/deliveries/proof-card";
import { Course } from "@/components/reports/course";
import { LinksTable } from "@/components/reports/links-table";
import { Recipients } from "@/components/reports/recipients";
import { ResultsStrip, type Who } from "@/components/reports/results-strip";
import { SendingState } from "@/components/reports/sending-state";
import { SumList } from "@/components/reports/sum-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { sumBounces } from "@/lib/bounces";
import type { BounceSum } from "@/lib/bounces/schema";
import { listRecipients, readReport } from "@/lib/reports";
import { RecipientFilter, type Report } from "@/lib/reports/schema";
import { idOf } from "@/lib/web/id-params";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";

const Query = RecipientFilter.extend({ by: z.enum(["people", "machines", "raw"]).catch("people") });

export async function generateMetadata() {
  return { title: (await getTranslations("reports"))("one") };
}

export default async function ReportPage({
  params,
  searchParams,
}: {
  params: Promise<unknown>;
  searchParams: Promise<object>;
}) {
  const id = await idOf(params);
  const { by, ...filter } = Query.parse({ show: undefined, q: undefined, by: undefined, ...(await searchParams) });
  const { report, page, returned, mayOpen } = await inTenant("reports", async (tenant, { account }) => ({
    report: await readReport(tenant, id),
    page: await listRecipients(tenant, id, filter),
    returned: await sumBounces(tenant, { campaign: id }),
    mayOpen: account.permissions.includes("contacts"),
  }));
  const t = await getTranslations("reports");
  const isMoving = report.status !== "sent" && report.status !== "cancelled";
  const { opens, clicks } = report.results;
  const cameBack = returned.reduce((sum, { kind, n }) => sum + (kind === "bounce" ? n : 0), 0);
  return (
    <>
      <PageHeader
        title={report.name}
        badge={<SendingState status={report.status} />}
        lead={<Lead report={report} />}
        actions={
          <>
            {(isMoving || report.rest > 0) && (
              <LinkButton href={paths.campaignSending(id)}>{isMoving ? t("toSending") : t("seeSending")}</LinkButton>
            )}
            <LinkButton href={paths.campaign(id)}>{t("asSent")}</LinkButton>
          </>
        }
      />
      <Choice id={id} by={by} />
      <div className="grid gap-4">
        <ResultsStrip report={report} returned={cameBack} who={by} />
        <Course
          series={report.series}
          step={report.step}
          machines={opens.machines + opens.proxies + clicks.machines + clicks.proxies}
        />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
          <LinksTable links={report.links} />
          <div className="grid gap-4">
            <Returned sums={returned} />
            <Reasons report={report} />
            <ProofCard sending={report} />
          </div>
        </div>
        <Recipients campaignId={id} filter={filter} mayOpen={mayOpen} {...page} />
      </div>
    </>
  );
}

function Lead({ report }: { report: Report }) {
  const t = useTranslations("reports");
  const { dateTime } = useFormatter();
  if (!report.startedAt) return t("notStarted");
  const from = dateTime(report.startedAt, "dayTime");
  return report.finishedAt
    ? t("lead", { from, to: dateTime(report.finishedAt, "dayTime"), list: report.listName })
    : t("leadOpen", { from, list: report.listName });
}

function Choice({ id, by }: { id: string; by: Who }) {
  const t = useTranslations("reports");
  const link = (who: Who) => ({
    href: who === "people" ? paths.campaignReport(id) : `${paths.campaignReport(id)}?by=${who}`,
    label: t(`by.${who}`),
    current: who === by,
  });
  return (
    <div className="mb-4">
      <TabLinks label={t("byLabel")} links={[link("people"), link("machines"), link("raw")]} />
    </div>
  );
}

function Reasons({ report }: { report: Report }) {
  const t = useTranslations("reports");
  const word = (group: string, reason: string) => (t.has(`${group}.${reason}`) ? t(`${group}.${reason}`) : reason);
  return (
    <div className="grid gap-4">
      <SumList
        title={t("whyLeft")}
        empty={t("nobodySaid")}
        ink="unsubscribed"
        rows={report.reasons.map(({ reason, n }) => ({ name: word("reason", reason), n }))}
      />
      <SumList
        title={t("leftOut")}
        empty={t("nobodyLeftOut")}
        ink="ink"
        rows={report.exclusions.map(({ reason, n }) => ({ name: word("exclusion", reason), n }))}
      />
    </div>
  );
}

function Returned({ sums }: { sums: BounceSum[] }) {
  const t = useTranslations("reports");
  const className = useTranslations("bounces.classes");
  const rows = sums.filter(({ kind }) => kind === "bounce" || kind === "complaint");
  return (
    <SumList
      title={t("returned")}
      empty={t("nothingReturned")}
      ink="bounced"
      rows={rows.map(({ class: named, n }) => ({ name: className(named), n }))}
    />
  );
}
