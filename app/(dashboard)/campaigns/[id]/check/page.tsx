import { ArrowLeft } from "lucide-react";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { AudienceSum } from "@/components/campaigns/audience-sum";
import { CampaignPlace } from "@/components/campaigns/campaign-place";
import { FindingsList } from "@/components/campaigns/findings-list";
import { TestForm } from "@/components/campaigns/test-form";
import { FromCard } from "@/components/senders/from-card";
import { SendPanel } from "@/components/deliveries/send-panel";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listConfirmedMembers } from "@/lib/accounts";
import { checkCampaign, getCampaign } from "@/lib/campaigns";
import { listFields, listLists } from "@/lib/contacts";
import { freeCredits } from "@/lib/deliveries";
import { env, isSandbox } from "@/lib/platform/env";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { launch } from "@/app/(dashboard)/campaigns/[id]/sending/actions";
import { test } from "@/app/(dashboard)/campaigns/actions";

type Props = { params: Promise<{ id: string }> };

const Params = z.object({ id: z.uuid().catch("00000000-0000-0000-0000-000000000000") });

export async function generateMetadata() {
  return { title: (await getTranslations("campaigns"))("check.title") };
}

export default async function CheckPage({ params }: Props) {
  const { id } = Params.parse(await params);
  const { campaign, check, lists, members, me, credits, zone, fields, mayAdminister } = await inTenant(
    "campaigns",
    async (tenant, { user, account }) => ({
      campaign: await getCampaign(tenant, id),
      check: await checkCampaign(tenant, id),
      lists: await listLists(tenant),
      members: await listConfirmedMembers(tenant),
      credits: await freeCredits(tenant),
      me: user.id,
      zone: account.timeZone,
      fields: await listFields(tenant),
      mayAdminister: account.permissions.includes("administration"),
    }),
  );
  if (campaign.status !== "draft") redirect(paths.campaignSending(id));
  const t = await getTranslations("campaigns.check");
  const list = lists.find((one) => one.id === campaign.listId) ?? null;
  return (
    <>
      <CampaignPlace campaignId={id} name={campaign.name} at="check" />
      <PageHeader
        title={t("title")}
        lead={campaign.fromEmail ? t("lead", { name: campaign.name, from: campaign.fromEmail }) : campaign.name}
        actions={
          <LinkButton href={paths.campaign(id)} icon={<ArrowLeft aria-hidden />}>
            {t("back")}
          </LinkButton>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21.75rem]">
        <div className="grid min-w-0 gap-4">
          <AudienceSum campaignId={id} audience={check.audience} list={list} />
          <FindingsList campaignId={id} findings={check.findings} />
          {check.from && <FromCard address={campaign.fromEmail} check={check.from} mayAdminister={mayAdminister} />}
        </div>
        <div className="grid min-w-0 gap-4">
          <SendPanel
            campaignId={id}
            receives={check.audience?.receives ?? 0}
            isReady={check.ready}
            undoSeconds={env().UNDO_SECONDS}
            isSandbox={check.from ? !check.from.leaves : isSandbox()}
            action={launch}
            zoneFields={fields.filter(({ kind }) => kind === "text").map(({ key, label }) => ({ key, label }))}
            {...{ credits, zone }}
          />
          <TestForm campaignId={id} members={members} me={me} send={test} />
        </div>
      </div>
    </>
  );
}
