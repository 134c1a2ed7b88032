import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { newId } from "@/lib/platform/ids";
import { getCampaign, getRow } from "./get-campaign";
import type { DraftContent, KeepCopy } from "./schema";

/** A new draft with everything the author wrote, and nothing of what became of it. `name` is the copy's. */
export async function duplicateCampaign(tenant: Tenant, campaignId: string, name: string): Promise<{ id: string }> {
  const { subject, preheader, fromName, fromEmail, listId, mode, letter, code, tracksOpens, tracksClicks } =
    await getCampaign(tenant, campaignId);
  const content = { subject, preheader, fromName, fromEmail, listId, mode, letter, code, tracksOpens, tracksClicks };
  return addDraft(tenant, campaignId, { ...content, name });
}

/** Keep what is written here as a draft of its own, because the campaign was saved elsewhere in the meantime. */
export async function keepCopy(tenant: Tenant, { campaignId, ...content }: KeepCopy): Promise<{ id: string }> {
  await getRow(tenant, campaignId);
  return addDraft(tenant, campaignId, content);
}

async function addDraft({ accountId, actor, db }: Tenant, of: string, content: DraftContent): Promise<{ id: string }> {
  const id = newId();
  await db.campaign.create({ data: { ...content, accountId, id, createdBy: actor.name } });
  await recordAudit(db, { accountId, actor, action: "campaign.copy", subject: content.name, detail: { id, of } });
  return { id };
}
