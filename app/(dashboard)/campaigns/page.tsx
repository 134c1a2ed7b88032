import { getTranslations } from "next-intl/server";
import { CampaignTable } from "@/components/campaigns/campaign-table";
import { Card } from "@/components/ui/card";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { TabLinks } from "@/components/ui/tab-links";
import { listCampaigns } from "@/lib/campaigns";
import { CampaignFilter, CampaignStatus } from "@/lib/campaigns/schema";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { duplicate } from "./actions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata() {
  return { title: (await getTranslations("campaigns"))("title") };
}

export default async function CampaignsPage({ searchParams }: Props) {
  const filter = CampaignFilter.parse(await searchParams);
  const t = await getTranslations("campaigns");
  const { campaigns, newer, older } = await inTenant("campaigns", (tenant) => listCampaigns(tenant, filter));
  const { status } = filter;
  const isEmpty = campaigns.length === 0 && !status;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          !isEmpty && (
            // On a wide screen the bar at the top offers it already.
            <LinkButton look="primary" href={paths.newCampaign()} className="md:hidden">
              {t("new.title")}
            </LinkButton>
          )
        }
      />
      {!isEmpty && (
        <div className="mb-4">
          <StatusTabs status={status} />
        </div>
      )}
      <Card>
        {isEmpty ? (
          <EmptyState
            title={t("empty.title")}
            action={
              <LinkButton look="primary" href={paths.newCampaign()}>
                {t("empty.action")}
              </LinkButton>
            }
          >
            {t("empty.text")}
          </EmptyState>
        ) : campaigns.length === 0 ? (
          <NoMatch title={t("noMatch.title")} clearHref={paths.campaigns()}>
            {t("noMatch.text")}
          </NoMatch>
        ) : (
          <>
            <CampaignTable campaigns={campaigns} duplicate={duplicate} />
            {(newer || older) && (
              <Pager newer={newer && pageAt({ status, newer })} older={older && pageAt({ status, older })} />
            )}
          </>
        )}
      </Card>
    </>
  );
}

async function StatusTabs({ status }: { status: CampaignStatus | undefined }) {
  const [t, states] = await Promise.all([getTranslations("campaigns"), getTranslations("campaigns.state")]);
  const all = { href: paths.campaigns(), label: t("all"), current: status === undefined };
  const each = CampaignStatus.options.map((value) => ({
    href: pageAt({ status: value }),
    label: states(value),
    current: status === value,
  }));
  return <TabLinks label={t("states")} links={[all, ...each]} />;
}

function pageAt(query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${paths.campaigns()}?${new URLSearchParams(given).toString()}`;
}
