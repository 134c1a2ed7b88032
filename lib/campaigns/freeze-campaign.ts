import type { Tenant } from "@/lib/accounts";
import { parseAddress } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";
import { findReplyTo } from "@/lib/senders";
import { checkContent, isReady } from "./check-campaign";
import { compilePlan } from "./content/compile";
import { oneLine } from "./content/escape";
import type { RenderPlan } from "./content/plan";
import { getCampaign, type Campaign } from "./get-campaign";
import { readSetting } from "./mail-setting";

/** What is kept of a campaign when sending is asked for: the compiled mail and its sender, so that no later change reaches it. */
export type Frozen = {
  from: { name: string; address: string; replyTo?: string | null };
  list: { id: string; name: string };
  plan: RenderPlan;
};

/**
 * Keep the campaign as it is now, with its numbered links, for those who send and track it. Freezing again replaces it.
 * Throws `conflict` (campaign_not_ready) while the check finds errors, and `not_found`.
 */
export async function freezeCampaign(tenant: Tenant, campaignId: string): Promise<void> {
  const { accountId, db } = tenant;
  const campaign = await getCampaign(tenant, campaignId);
  const { findings } = await checkContent(tenant, campaign);
  if (!isReady(findings))
    throw new AppError("conflict", "campaign_not_ready", "The check found something that stops the sending.");
  const frozen = await composeFrozen(tenant, campaign);
  // Its address as it is written in mail: a domain may have been typed with letters of its own, and limits go by it.
  const fromEmail = frozen.from.address;
  await db.campaign.updateMany({ where: { accountId, id: campaignId }, data: { frozen, fromEmail } });
  await db.campaignLink.deleteMany({ where: { accountId, campaignId } });
  await db.campaignLink.createMany({ data: frozen.plan.links.map((link) => ({ ...link, accountId, campaignId })) });
}

/** What would be kept of a campaign if it were frozen now. Throws `conflict` (list_required) without a list. */
export async function composeFrozen(tenant: Tenant, campaign: Campaign): Promise<Frozen> {
  if (!campaign.listId) throw new AppError("conflict", "list_required", "Choose the list it goes to.");
  const { list, options } = await readSetting(tenant, campaign.listId);
  const { tracksOpens, tracksClicks } = campaign;
  const { address } = parseAddress(campaign.fromEmail);
  return {
    from: { name: oneLine(campaign.fromName).trim(), address, replyTo: await findReplyTo(tenant, address) },
    list: { id: campaign.listId, name: list.name },
    plan: compilePlan(campaign, list, { ...options, tracksOpens, tracksClicks }),
  };
}
