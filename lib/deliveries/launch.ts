import { assertMaySend, getParticulars, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { freezeCampaign, getCampaign, moveCampaign } from "@/lib/campaigns";
import { audienceOf } from "@/lib/contacts";
import { readClock } from "@/lib/platform/database-clock";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { freeCredits, lockCredits } from "./credits";
import { note } from "./note";
import { previewWaves } from "./preview-waves";
import { keptWallTime, momentOf, startOf, type ReaderClock } from "./zones";

type Launch = {
  campaignId: string;
  /** Not before this time; at once, after the undo window, when it is not given. */
  sendAt?: Date | null;
  /** The number of people the person saw when they pressed the button; refused when it is another by now. */
  expected?: number;
  /** Those who opened or clicked most recently come first. */
  engagedFirst?: boolean;
  /** At a time on the clock of each reader, instead of `sendAt`. Where it has passed already, at once. */
  readerClock?: ReaderClock;
};

/**
 * Ask for a campaign to be sent: freeze its content and hold it, for UNDO_SECONDS or until the chosen time. Nothing leaves before.
 * Once, however often it is pressed. Throws `conflict` (not a draft, no credits, suspended, nobody to send to, another number), and what freezing throws.
 */
export async function launchCampaign(
  tenant: Tenant,
  { campaignId, sendAt = null, expected, engagedFirst = false, readerClock }: Launch,
  given?: Date,
): Promise<{ receives: number; startsAt: Date }> {
  const { accountId, actor, db } = tenant;
  const now = given ?? (await readClock(db));
  await lockCredits(tenant);
  await assertMaySend(tenant);
  const { startsAt, scheduledAt } = await timesOf(tenant, { campaignId, sendAt, readerClock }, now);
  const moved = await moveCampaign(tenant, {
    campaignId,
    from: ["draft"],
    to: "scheduled",
    set: { scheduledAt, startsAt, pausedReason: null },
  });
  if (!moved) throw await whyNotLaunched(tenant, campaignId);
  await freezeCampaign(tenant, campaignId);

  const { listId, name } = await getCampaign(tenant, campaignId);
  if (!listId) throw new AppError("conflict", "list_required", "Choose the list it goes to.");
  const { receives } = await audienceOf(tenant, listId);
  await assertAudience(tenant, receives, expected);
  await db.deliveryRun.create({
    data: {
      accountId,
      campaignId,
      listId,
      planned: receives,
      launchedBy: actor.name,
      launchedAt: now,
      engagedFirst,
      zoneField: readerClock?.zoneField ?? null,
      wallTime: readerClock ? keptWallTime(readerClock.wallTime) : null,
    },
  });
  const detail = { n: receives, startsAt: startsAt.toISOString(), chosen: scheduledAt !== null };
  await note(tenant, { campaignId, kind: "launched", actorName: actor.name, detail });
  const action = scheduledAt ? "campaign.schedule" : "campaign.launch";
  await recordAudit(db, { accountId, actor, action, subject: name, detail: { campaignId, ...detail } });
  return { receives, startsAt };
}

/** When it is to begin, and the time that was chosen, if one was. Throws as `launchCampaign` does. */
export async function timesOf(
  tenant: Tenant,
  { campaignId, sendAt = null, readerClock }: Pick<Launch, "campaignId" | "sendAt" | "readerClock">,
  now: Date,
): Promise<{ startsAt: Date; scheduledAt: Date | null }> {
  if (sendAt && sendAt.getTime() < now.getTime() + NOTICE_MS)
    throw new AppError("invalid", "send_at_too_soon", "Pick a time at least one minute from now.", "sendAt");
  const earliest = new Date(now.getTime() + env().UNDO_SECONDS * 1000);
  if (!readerClock) return { startsAt: sendAt ?? earliest, scheduledAt: sendAt };
  if (!readerClock.zoneField)
    throw new AppError("invalid", "zone_field_required", "Choose the field that holds the zone.", "zoneField");
  const { timeZone } = await getParticulars(tenant);
  const scheduledAt = momentOf(readerClock.wallTime, timeZone);
  return { startsAt: startOf(await previewWaves(tenant, campaignId, readerClock), earliest), scheduledAt };
}

/** A chosen time lies at least this far ahead. */
const NOTICE_MS = 60_000;

async function assertAudience(tenant: Tenant, receives: number, expected: number | undefined): Promise<void> {
  if (receives === 0) throw new AppError("conflict", "nobody_to_send_to", "Nobody on this list receives mail.");
  if (expected !== undefined && expected !== receives)
    throw new AppError("conflict", "audience_changed", `It is ${receives} people by now. Look again, then send.`);
  const free = await freeCredits(tenant);
  if (free < receives)
    throw new AppError("conflict", "not_enough_credits", `${receives} people, ${Math.max(0, free)} credits are free.`);
}

async function whyNotLaunched(tenant: Tenant, campaignId: string): Promise<AppError> {
  await getCampaign(tenant, campaignId); // a stranger's is not found
  return new AppError("conflict", "already_launched", "This campaign is on its way already.");
}
