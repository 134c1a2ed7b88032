import { getFormatter, getTranslations } from "next-intl/server";
import { ListHealth } from "@/components/overview/list-health";
import { NextStep } from "@/components/overview/next-step";
import { RecentCampaigns } from "@/components/overview/recent-campaigns";
import { classes } from "@/components/ui/classes";
import { PageHeader } from "@/components/ui/page-header";
import { readOverview } from "@/lib/reports";
import { inTenant } from "@/lib/web/session";

export async function generateMetadata() {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage() {
  const { overview, name, permissions } = await inTenant(null, async (tenant, { user, account }) => ({
    overview: await readOverview(tenant),
    name: user.name,
    permissions: account.permissions,
  }));
  const { done, campaigns, health } = overview;
  return (
    <>
      <Greeting name={name} sending={campaigns.filter(({ status }) => status === "sending").length} />
      <div className="grid gap-4">
        <NextStep
          done={done}
          permissions={permissions}
          draftId={campaigns.find(({ status }) => status === "draft")?.id}
        />
        <div
          className={classes("grid gap-4 lg:grid-cols-[minmax(0,1fr)_330px]", campaigns.length > 0 && "items-start")}
        >
          <RecentCampaigns campaigns={campaigns} mayWrite={permissions.includes("campaigns")} />
          <ListHealth health={health} mayOpen={permissions.includes("contacts")} />
        </div>
      </div>
    </>
  );
}

async function Greeting({ name, sending }: { name: string; sending: number }) {
  const [t, format] = await Promise.all([getTranslations("overview"), getFormatter()]);
  const now = new Date();
  const hour = Number(format.dateTime(now, { hour: "numeric", hourCycle: "h23" }).match(/\d+/)?.[0]);
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const [first = name] = name.split(" ");
  return (
    <PageHeader
      title={t(`greeting.${part}`, { name: first })}
      lead={t("lead", { date: beginSentence(format.dateTime(now, "full")), sending })}
    />
  );
}

function beginSentence(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
