import type { Tenant } from "@/lib/accounts";
import { audienceOf } from "@/lib/contacts";
import type { Audience } from "@/lib/contacts/schema";
import { readAddress } from "@/lib/platform/address";
import { checkFrom } from "@/lib/senders";
import type { FromCheck } from "@/lib/senders/schema";
import { findProblems, sortFindings } from "./content/problems";
import { getCampaign, type Campaign } from "./get-campaign";
import { readSetting } from "./mail-setting";
import type { Finding } from "./schema";
import { senderProblems } from "./sender-problems";

export type CampaignCheck = {
  findings: Finding[];
  bytes: number;
  audience: Audience | null;
  from: FromCheck | null;
  ready: boolean;
};

/** All that stands against sending a campaign, and who would get it: `audience` is null while no list is chosen. Throws `not_found`. */
export async function checkCampaign(tenant: Tenant, campaignId: string): Promise<CampaignCheck> {
  const campaign = await getCampaign(tenant, campaignId);
  const { findings, bytes, from } = await checkContent(tenant, campaign);
  const listed = !findings.some(({ code }) => code === "list_missing");
  const audience = campaign.listId && listed ? await audienceOf(tenant, campaign.listId) : null;
  if (audience?.receives === 0) findings.push({ severity: "error", code: "audience_empty", where: "audience" });
  return { findings: sortFindings(findings), bytes, audience, from, ready: isReady(findings) };
}

/** The findings about what the author wrote, without the audience. */
export async function checkContent(tenant: Tenant, campaign: Campaign) {
  const { list, hasList, customFields, options } = await readSetting(tenant, campaign.listId);
  const { fromName, fromEmail, tracksOpens, tracksClicks } = campaign;
  const setting = { fromName, fromEmail, hasList, customFields };
  const { findings, bytes } = findProblems(campaign, list, setting, { ...options, tracksOpens, tracksClicks });
  const named = readAddress(fromEmail);
  const from = named ? await checkFrom(tenant, named.address) : null;
  const ofSender = named && from ? senderProblems(named.address, from) : [];
  return { findings: sortFindings([...findings, ...ofSender]), bytes, from };
}

/** True when no error is among the findings. */
export function isReady(findings: Finding[]): boolean {
  return findings.every(({ severity }) => severity !== "error");
}
