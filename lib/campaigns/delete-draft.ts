import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { getRow } from "./get-campaign";

/** Delete a draft for good. What was sent, or is about to be, stays (`conflict`): it is evidence. Throws `not_found`. */
export async function deleteDraft(tenant: Tenant, campaignId: string): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { name } = await getRow(tenant, campaignId);
  // A draft that was once launched and taken back has a record of that, and stays as well.
  const { count } = await db.campaign.deleteMany({
    where: { accountId, id: campaignId, status: "draft", frozen: { equals: Prisma.DbNull } },
  });
  if (count === 0) throw new AppError("conflict", "campaign_not_deletable", "Only a draft can be deleted.");
  await recordAudit(db, { accountId, actor, action: "campaign.delete", subject: name, detail: { id: campaignId } });
}
