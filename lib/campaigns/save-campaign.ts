import { isDeepStrictEqual } from "node:util";
import type { Tenant } from "@/lib/accounts";
import { getList } from "@/lib/contacts";
import { AppError } from "@/lib/platform/errors";
import { getCampaign } from "./get-campaign";
import type { DraftContent, SaveCampaign } from "./schema";

/**
 * Save a draft on top of the version it was written on. The same save twice is one. Throws `conflict` when another save came
 * between (nothing is overwritten) or when it is no longer a draft.
 */
export async function saveCampaign(
  tenant: Tenant,
  { campaignId, version, ...content }: SaveCampaign,
  now = new Date(),
): Promise<{ version: number; savedAt: Date }> {
  const { accountId, db } = tenant;
  if (content.listId) await getList(tenant, content.listId);
  const { count } = await db.campaign.updateMany({
    where: { accountId, id: campaignId, status: "draft", version },
    data: { ...content, version: version + 1, updatedAt: now },
  });
  if (count === 1) return { version: version + 1, savedAt: now };

  const kept = await getCampaign(tenant, campaignId);
  if (kept.status !== "draft")
    throw new AppError("conflict", "campaign_not_draft", "This campaign is on its way and can no longer be changed.");
  // The answer to the last save was lost on its way, and the browser asks again.
  if (holds(kept, content)) return { version: kept.version, savedAt: kept.updatedAt };
  throw new AppError("conflict", "campaign_changed_elsewhere", "This campaign was saved elsewhere in the meantime.");
}

function holds(kept: DraftContent, content: DraftContent): boolean {
  return Object.entries(content).every(([key, value]) =>
    isDeepStrictEqual(plain(kept[key as keyof DraftContent]), plain(value)),
  );
}

// As JSON keeps it: what is undefined is not there.
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
