import type { Campaign as CampaignRow } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { emptyLetter, LetterDocument } from "./content/document";
import type { CampaignStatus, ContentMode, DraftContent } from "./schema";

export type Campaign = DraftContent &
  Pick<CampaignRow, "id" | "version" | "createdBy" | "createdAt" | "updatedAt" | "pausedReason" | "pausedAt"> &
  Pick<CampaignRow, "scheduledAt" | "startsAt" | "startedAt" | "finishedAt"> & { status: CampaignStatus };

/** One campaign with its content. Throws `not_found`. */
export async function getCampaign(tenant: Tenant, campaignId: string): Promise<Campaign> {
  const { accountId, db } = tenant;
  const row = await db.campaign.findUnique({
    where: { accountId_id: { accountId, id: campaignId } },
    omit: { accountId: true, frozen: true },
  });
  if (!row) throw noSuchCampaign();
  const letter = LetterDocument.safeParse(row.letter);
  return {
    ...row,
    mode: row.mode as ContentMode,
    status: row.status as CampaignStatus,
    letter: letter.success ? letter.data : emptyLetter, // a new campaign has none
  };
}

/** The whole row of a campaign, what was frozen with it, or `not_found`. */
export async function getRow({ accountId, db }: Tenant, campaignId: string): Promise<CampaignRow> {
  const row = await db.campaign.findUnique({ where: { accountId_id: { accountId, id: campaignId } } });
  if (!row) throw noSuchCampaign();
  return row;
}

function noSuchCampaign() {
  return new AppError("not_found", "campaign_not_found", "There is no such campaign.");
}
