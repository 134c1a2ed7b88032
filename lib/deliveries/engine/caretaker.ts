import { hideOthers } from "@/lib/bounces";
import { systemTenant, type Tenant } from "@/lib/accounts";
import { pauseSending } from "@/lib/deliveries/control";
import { closeCancelled, closeRun, finishSending } from "@/lib/deliveries/finish";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { graduateChunk } from "@/lib/deliveries/graduate";
import { seeToWaves } from "@/lib/deliveries/late-waves";
import { reopenChunk } from "@/lib/deliveries/reopen";
import type { PauseReason } from "@/lib/deliveries/schema";
import { startSending } from "@/lib/deliveries/start";
import { inAccount } from "@/lib/platform/db";
import { openRows, type Run } from "./runs";

const FIRST_CHUNK = 500; // so that the first mail leaves at once
const FREEZE_CHUNK = 5_000;
const FROZEN_AHEAD = 20_000;
const REOPEN_CHUNK = 10_000;
const GRADUATE_CHUNK = 2_000;

/** Whatever a sending needs beside mails leaving: begin it, write its audience down just ahead, close what was cancelled, finish it. True when there is more to do at once. */
export async function careFor(run: Run): Promise<boolean> {
  if (run.status === "scheduled") return startSending(run, run.now);
  if (run.status === "sending") await holdIfNeeded(run);
  if (run.status === "sending" && run.hasWave && (await seeToWaves(run))) return false;
  if (!run.isMade) return writeAhead(run);
  if (run.reopening > 0) return reopenChunk(run, REOPEN_CHUNK);
  if (run.status === "cancelled" && (run.counts.queued || run.counts.deferred)) {
    await closeCancelled(run, run.madeTo);
    return true;
  }
  const open = openRows(run);
  if (open === 0 && (run.status === "sending" || run.status === "paused")) await finishSending(run, run.now);
  if (run.knownTo < run.madeTo) {
    const isQuiet = run.claimedTo >= run.madeTo || open === 0;
    return isQuiet && (await graduateChunk(run, GRADUATE_CHUNK));
  }
  if (open === 0) await closeRun(run);
  return false;
}

/** Pause a campaign in the name of the service, with the reason that its page shows. */
export function pauseFor(
  { accountId, campaignId }: Pick<Run, "accountId" | "campaignId">,
  reason: PauseReason,
  detail: Record<string, string> = {},
): Promise<void> {
  return inAccount(accountId, async (db) => {
    const tenant = systemTenant(accountId, db, "sending");
    const text = reason === "refused_by_relay" ? await lastRefusal(tenant, campaignId) : "";
    await pauseSending(tenant, campaignId, { reason, detail: text ? { ...detail, text } : detail });
  });
}

/** What the server said that refused it as a matter of policy: the person who decides whether to go on has to know it. */
async function lastRefusal({ accountId, db }: Tenant, campaignId: string): Promise<string> {
  const [said] = await db.$queryRaw<{ text: string }[]>`
    SELECT concat_ws(' ', code, text) AS text FROM delivery_attempt
    WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND outcome = 'policy'
      AND at > now() - interval '10 minutes' ORDER BY at DESC LIMIT 1`;
  // Of whom it was said does not matter here, and may be erased one day.
  return said ? hideOthers(said.text, "").slice(0, 200) : "";
}

async function holdIfNeeded(run: Run): Promise<void> {
  if (run.accountStatus !== "active") await pauseFor(run, "account_suspended");
  else if (run.refusalsLeft <= 0) await pauseFor(run, "refused_by_relay");
}

async function writeAhead(run: Run): Promise<boolean> {
  if (run.status !== "cancelled" && run.madeTo - run.claimedTo >= FROZEN_AHEAD) return false;
  return (await freezeChunk(run, run.madeTo === 0 ? FIRST_CHUNK : FREEZE_CHUNK)) > 0; // another process may be at it
}
