import { assertMaySend, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getCampaign } from "@/lib/campaigns";
import { audienceOf } from "@/lib/contacts";
import { readClock } from "@/lib/platform/database-clock";
import { AppError } from "@/lib/platform/errors";
import { timesOf } from "./launch";
import { note } from "./note";
import { keptWallTime } from "./zones";

type Reschedule = {
  campaignId: string;
  sendAt?: Date | null;
  /** The time on the clock of each reader, for a sending that goes by it. */
  wallTime?: string;
};

/**
 * Give a campaign that has not begun another time; without one it is sent now, after the undo window, to everyone at once. Also for one that was
 * held because its time had long passed. Throws `conflict` once it has begun, `invalid` for a time too soon, and `not_found`.
 */
export async function rescheduleLaunch(
  tenant: Tenant,
  { campaignId, sendAt = null, wallTime }: Reschedule,
  given?: Date,
): Promise<{ startsAt: Date }> {
  const { accountId, actor, db } = tenant;
  const { name, listId } = await getCampaign(tenant, campaignId);
  await assertMaySend(tenant);
  const run = await db.deliveryRun.findUnique({ where: { accountId_campaignId: { accountId, campaignId } } });
  const readerClock = run?.zoneField && wallTime ? { zoneField: run.zoneField, wallTime } : undefined;
  const { startsAt, scheduledAt } = await timesOf(
    tenant,
    readerClock ? { campaignId, readerClock } : { campaignId, sendAt },
    given ?? (await readClock(db)),
  );
  const { count } = await db.campaign.updateMany({
    where: { accountId, id: campaignId, status: "scheduled" },
    data: { scheduledAt, startsAt, pausedReason: null },
  });
  if (count === 0 || !run || !listId)
    throw new AppError("conflict", "already_begun", "It has begun, or was taken back.");
  const { receives } = await audienceOf(tenant, listId);
  await db.deliveryRun.update({
    where: { accountId_campaignId: { accountId, campaignId } },
    data: {
      planned: receives,
      zoneField: readerClock?.zoneField ?? null,
      wallTime: readerClock ? keptWallTime(readerClock.wallTime) : null,
    },
  });
  const detail = { startsAt: startsAt.toISOString(), chosen: scheduledAt !== null };
  await note(tenant, { campaignId, kind: "rescheduled", actorName: actor.name, detail });
  const action = "campaign.reschedule";
  await recordAudit(db, { accountId, actor, action, subject: name, detail: { campaignId, ...detail } });
  return { startsAt };
}
