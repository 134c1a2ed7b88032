import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { CampaignEditor } from "@/components/campaigns/campaign-editor";
import { CampaignPlace } from "@/components/campaigns/campaign-place";
import { SealedCampaign } from "@/components/campaigns/sealed-campaign";
import { getCampaign, type Campaign } from "@/lib/campaigns";
import { contactFields, listFields as ofList, type DraftContent, Place } from "@/lib/campaigns/schema";
import { listFields, listLists } from "@/lib/contacts";
import { listUsableSenders } from "@/lib/senders";
import { inTenant } from "@/lib/web/session";
import { duplicate, keep, remove } from "@/app/(dashboard)/campaigns/actions";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ at?: string | string[] }> };

const Params = z.object({ id: z.uuid().catch("00000000-0000-0000-0000-000000000000") });

export async function generateMetadata() {
  return { title: (await getTranslations("campaigns"))("steps.content") };
}

export default async function CampaignPage({ params, searchParams }: Props) {
  const { id } = Params.parse(await params);
  const at = Place.optional()
    .catch(undefined)
    .parse((await searchParams).at);
  const { campaign, lists, fields, senders, maySearch } = await inTenant("campaigns", async (tenant, { account }) => ({
    campaign: await getCampaign(tenant, id),
    lists: await listLists(tenant),
    fields: await listFields(tenant),
    senders: await listUsableSenders(tenant),
    maySearch: account.permissions.includes("contacts"),
  }));
  if (campaign.status !== "draft")
    return <SealedCampaign {...{ campaign, maySearch, duplicate }} version={campaign.version} />;
  const t = await getTranslations("campaigns.merge.fields");
  const merge = [
    ...contactFields.map((key) => ({ key, label: t(key) })),
    ...fields.map(({ key, label }) => ({ key, label })),
    ...ofList.map((key) => ({ key, label: t(key.replace(".", "_") as "list_name") })),
  ];
  return (
    <>
      <CampaignPlace campaignId={id} name={campaign.name} at="content" />
      <CampaignEditor
        campaignId={id}
        version={campaign.version}
        start={contentOf(campaign)}
        senders={senders}
        lists={lists.map((list) => ({ id: list.id, name: list.name }))}
        {...{ merge, maySearch, at, keep, duplicate, remove }}
      />
    </>
  );
}

function contentOf(campaign: Campaign): DraftContent {
  const { name, subject, preheader, fromName, fromEmail, listId, mode, letter, code, tracksOpens, tracksClicks } =
    campaign;
  return { name, subject, preheader, fromName, fromEmail, listId, mode, letter, code, tracksOpens, tracksClicks };
}
