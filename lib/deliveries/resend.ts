import { assertMaySend, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getCampaign, moveCampaign } from "@/lib/campaigns";
import { readClock } from "@/lib/platform/database-clock";
import { AppError } from "@/lib/platform/errors";
import { freeCredits, lockCredits } from "./credits";
import { note } from "./note";
import { LIFETIME_MS } from "./retry";
import { heldReasons } from "./schema";

/**
 * How many people a sending that is over can still be sent to: who was cancelled, and who ran out of time. Nobody who got it, was refused for
 * good or was held back, and nobody whose server took the mail without an answer. Throws `not_found`.
 */
export async function countRest(tenant: Tenant, campaignId: string): Promise<number> {
  await readRun(tenant, campaignId);
  const { accountId, db } = tenant;
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT (SELECT COALESCE(sum(n), 0) FROM delivery_count WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid
        AND state IN ('cancelled', 'expired'))::int
      - (SELECT count(DISTINCT a.seq) FROM delivery_attempt a JOIN delivery d
          ON d.account_id = a.account_id AND d.campaign_id = a.campaign_id AND d.seq = a.seq AND d.state IN ('cancelled', 'expired')
        WHERE a.account_id = ${accountId}::uuid AND a.campaign_id = ${campaignId}::uuid AND a.outcome = 'ambiguous')::int AS n`;
  return row?.n ?? 0;
}

/**
 * Send to those who did not get it: the same ledger goes on, with the same mail. Whoever left meanwhile is held back when their turn comes.
 * Answers how many are queued again. Throws `conflict` (not over, nobody, another number than `expected`, no credits), `forbidden` where too
 * much came back, and `not_found`.
 */
export async function resendRest(
  tenant: Tenant,
  { campaignId, expected }: { campaignId: string; expected?: number },
): Promise<number> {
  const { accountId, actor, db } = tenant;
  const { name, pausedReason } = await getCampaign(tenant, campaignId);
  if ((heldReasons as readonly (string | null)[]).includes(pausedReason) && actor.kind !== "staff")
    throw new AppError("forbidden", "held_by_watch", "Too much came back. Staff look at it before it goes on.");
  await lockCredits(tenant);
  await assertMaySend(tenant);
  const run = await readRun(tenant, campaignId);
  if (run.isOpen) throw new AppError("conflict", "still_closing", "It is not quite over. Try again in a moment.");
  const n = await countRest(tenant, campaignId);
  if (n === 0) throw new AppError("conflict", "nobody_left", "Everyone got it, or may not get it.");
  if (expected !== undefined && expected !== n)
    throw new AppError("conflict", "audience_changed", `It is ${n} people by now. Look again, then send.`);
  if ((await freeCredits(tenant)) < n)
    throw new AppError("conflict", "not_enough_credits", "The credits do not reach for everyone who is left.");
  const set = { pausedReason: null, pausedAt: null, finishedAt: null };
  const moved = await moveCampaign(tenant, { campaignId, from: ["cancelled", "sent"], to: "sending", set });
  if (!moved) throw new AppError("conflict", "not_in_that_state", "It is not in a state for that any more.");
  const now = await readClock(db);
  await db.deliveryRun.update({
    where: { accountId_campaignId: { accountId, campaignId } },
    data: {
      isOpen: true,
      reopening: n,
      reopenedTo: 0,
      reopenedAt: now,
      claimedTo: run.madeTo, // who is queued again has a time, and is claimed by it
      knownTo: 0,
      wavesSeenTo: now, // whose time has come since is asked for now
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
    },
  });
  await note(tenant, { campaignId, kind: "reopened", actorName: actor.name, detail: { n } });
  await recordAudit(db, { accountId, actor, action: "campaign.resend", subject: name, detail: { campaignId, n } });
  return n;
}

async function readRun({ accountId, db }: Tenant, campaignId: string) {
  const run = await db.deliveryRun.findUnique({ where: { accountId_campaignId: { accountId, campaignId } } });
  if (!run) throw new AppError("not_found", "campaign_not_found", "There is no such sending.");
  return run;
}
