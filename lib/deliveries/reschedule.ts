import { assertMaySend, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getCampaign } from "@/lib/campaigns";
import { audienceOf } from "@/lib/contacts";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { NOTICE_MS } from "./launch";
import { note } from "./note";

/**
 * Give a campaign that has not begun another time; without one it is sent now, after the undo window. Also for one that was held because its
 * time had long passed. Throws `conflict` once it has begun, `invalid` for a time too soon, and `not_found`.
 */
export async function rescheduleLaunch(
  tenant: Tenant,
  { campaignId, sendAt = null }: { campaignId: string; sendAt?: Date | null },
  now = new Date(),
): Promise<{ startsAt: Date }> {
  const { accountId, actor, db } = tenant;
  if (sendAt && sendAt.getTime() < now.getTime() + NOTICE_MS)
    throw new AppError("invalid", "send_at_too_soon", "Pick a time at least one minute from now.", "sendAt");
  const { name, listId } = await getCampaign(tenant, campaignId);
  await assertMaySend(tenant);
  const startsAt = sendAt ?? new Date(now.getTime() + env().UNDO_SECONDS * 1000);
  const { count } = await db.campaign.updateMany({
    where: { accountId, id: campaignId, status: "scheduled" },
    data: { scheduledAt: sendAt, startsAt, pausedReason: null },
  });
  if (count === 0) throw new AppError("conflict", "already_begun", "It has begun, or was taken back.");
  if (listId) {
    const { receives } = await audienceOf(tenant, listId);
    await db.deliveryRun.updateMany({ where: { accountId, campaignId }, data: { planned: receives } });
  }
  const detail = { startsAt: startsAt.toISOString(), chosen: sendAt !== null };
  await note(tenant, { campaignId, kind: "rescheduled", actorName: actor.name, detail });
  await recordAudit(db, {
    accountId,
    actor,
    action: "campaign.reschedule",
    subject: name,
    detail: { campaignId, ...detail },
  });
  return { startsAt };
}
