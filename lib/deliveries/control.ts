import { assertMaySend, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getCampaign, moveCampaign } from "@/lib/campaigns";
import type { CampaignStatus } from "@/lib/campaigns/schema";
import { readClock } from "@/lib/platform/database-clock";
import { AppError } from "@/lib/platform/errors";
import { mayGoOut } from "@/lib/senders";
import { countStates } from "./count-states";
import { freeCredits, lockCredits } from "./credits";
import { note } from "./note";
import { heldReasons, type PauseReason } from "./schema";

/** What is in flight is finished, everyone else waits. Twice is once. Throws `conflict` when it is not being sent. */
export async function pauseSending(
  tenant: Tenant,
  campaignId: string,
  { reason = "by_member", detail = {} }: { reason?: PauseReason; detail?: Record<string, string | number> } = {},
): Promise<void> {
  const pausedAt = await readClock(tenant.db);
  const moved = await move(tenant, campaignId, ["sending"], "paused", { pausedReason: reason, pausedAt });
  if (!moved) return;
  // Whoever is in hand waits as well: all but the few that are begun before the workers see it.
  const waiting = (await willNotGetIt(tenant, campaignId)) + (await countStates(tenant, campaignId)).leased;
  await record(tenant, campaignId, "paused", { reason, waiting, ...detail });
}

/**
 * Go on where it stopped: nobody is mailed twice and nobody is left out. Throws `conflict` without enough credits for who is left or while its
 * sender may not send, and `forbidden` where it was stopped because too much came back: staff look first.
 */
export async function resumeSending(tenant: Tenant, campaignId: string): Promise<void> {
  const { accountId, db } = tenant;
  await assertNotHeld(tenant, campaignId);
  const { pausedAt, fromEmail } = await getCampaign(tenant, campaignId);
  const moved = await move(tenant, campaignId, ["paused"], "sending", { pausedReason: null, pausedAt: null });
  if (!moved) return;
  await lockCredits(tenant);
  await assertMaySend(tenant);
  if (!(await mayGoOut(tenant, fromEmail)))
    throw new AppError("conflict", "sender_broken", "Its sender is not confirmed, or its domain is not verified now.");
  if ((await freeCredits(tenant)) < 0)
    throw new AppError("conflict", "not_enough_credits", "The credits do not reach for everyone who is left.");
  // Waves that came due meanwhile go out now: that is what was asked for. A pause is not counted against the lifetime, and whoever resumes after a refusal has looked at it: a single one no longer stops everything.
  await db.$executeRaw`UPDATE delivery_run SET
      expires_at = expires_at + COALESCE(clock_timestamp() - ${pausedAt}::timestamptz, interval '0'), waves_seen_to = clock_timestamp(),
      refusals_left = CASE WHEN refusals_left > 0 THEN refusals_left ELSE ${REFUSALS_AFTER_A_LOOK} END
    WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid`;
  await record(tenant, campaignId, "resumed", {});
}

async function assertNotHeld({ accountId, actor, db }: Tenant, campaignId: string): Promise<void> {
  if (actor.kind === "staff") return;
  const held = await db.campaign.count({
    where: { accountId, id: campaignId, status: "paused", pausedReason: { in: [...heldReasons] } },
  });
  if (held > 0)
    throw new AppError("forbidden", "held_by_watch", "Too much came back. Staff look at it before it goes on.");
}

/** Staff have looked: a campaign that was stopped because too much came back stays paused, and its account may go on with it. Nothing happens to any other. */
export async function releaseSending(tenant: Tenant, campaignId: string): Promise<void> {
  const { accountId, db } = tenant;
  await db.campaign.updateMany({
    where: {
      accountId,
      id: campaignId,
      status: { in: ["paused", "cancelled"] },
      pausedReason: { in: [...heldReasons] },
    },
    data: { pausedReason: "released" satisfies PauseReason },
  });
}

const REFUSALS_AFTER_A_LOOK = 20;

/**
 * Send to nobody else. What is in flight is finished; everyone who waited is written down as not mailed. Answers how many that is. Waits for
 * nobody: the row of the run, which freezing and claiming hold, is only looked at.
 */
export async function cancelSending(tenant: Tenant, campaignId: string): Promise<number> {
  const { pausedReason } = await getCampaign(tenant, campaignId);
  const moved = await move(tenant, campaignId, ["sending", "paused"], "cancelled", {
    // What staff have to look at stays so: the rest is not sent around it.
    pausedReason: heldReasons.find((held) => held === pausedReason) ?? null,
    pausedAt: null,
    finishedAt: await readClock(tenant.db),
  });
  const left = await willNotGetIt(tenant, campaignId);
  if (!moved) return left;
  await record(tenant, campaignId, "cancelled", { n: left });
  return left;
}

/** How many people would not get a campaign that is cancelled now: those who wait, and those not yet written into the ledger. Throws `not_found`. */
export async function willNotGetIt(tenant: Tenant, campaignId: string): Promise<number> {
  const { accountId, db } = tenant;
  const run = await db.deliveryRun.findUnique({ where: { accountId_campaignId: { accountId, campaignId } } });
  if (!run) throw new AppError("not_found", "campaign_not_found", "There is no such sending.");
  const counts = await countStates(tenant, campaignId);
  const unwritten = !run.madeAt ? Math.max(0, run.planned - run.madeTo) : 0;
  return counts.queued + counts.deferred + counts.cancelled + unwritten;
}

async function move(
  tenant: Tenant,
  campaignId: string,
  from: CampaignStatus[],
  to: CampaignStatus,
  set: { pausedReason: PauseReason | null; pausedAt: Date | null; finishedAt?: Date },
): Promise<boolean> {
  if (await moveCampaign(tenant, { campaignId, from, to, set })) return true;
  const campaign = await getCampaign(tenant, campaignId);
  if (campaign.status === to) return false; // the second click
  throw new AppError("conflict", "not_in_that_state", "It is not in a state for that any more.");
}

async function record(
  tenant: Tenant,
  campaignId: string,
  kind: "paused" | "resumed" | "cancelled",
  detail: Record<string, string | number>,
): Promise<void> {
  const { accountId, actor, db } = tenant;
  await note(tenant, { campaignId, kind, actorName: actor.kind === "system" ? "" : actor.name, detail });
  const { name } = await getCampaign(tenant, campaignId);
  await recordAudit(db, { accountId, actor, action: ACTIONS[kind], subject: name, detail: { campaignId, ...detail } });
}

const ACTIONS = { paused: "campaign.pause", resumed: "campaign.resume", cancelled: "campaign.cancel" } as const;
