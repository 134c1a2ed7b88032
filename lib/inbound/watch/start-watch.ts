import { setTimeout as wait } from "node:timers/promises";
import { inSystem } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { checkSending } from "./check-sending";

const EVERY_MS = 10_000;
// What was written before may become visible only now: each look reaches back beyond the last.
const OVERLAP_MS = 60_000;
const FIRST_LOOK_MS = 3_600_000;
const MOST_TRIES = 60;

/** Watch what comes back, and act within seconds where too much of what was sent does. Any number of processes may watch. */
export function startWatch({ signal, everyMs = EVERY_MS }: { signal: AbortSignal; everyMs?: number }): {
  finished: Promise<void>;
} {
  return { finished: run(signal, everyMs) };
}

type Watched = { accountId: string; campaignId: string };

async function run(signal: AbortSignal, everyMs: number): Promise<void> {
  let seen = Date.now() - FIRST_LOOK_MS;
  const failed = new Map<string, Watched & { tries: number }>();
  while (!signal.aborted) {
    const started = Date.now();
    try {
      const changed = await changedSince(new Date(seen - OVERLAP_MS));
      const all = new Map([...failed.values(), ...changed].map((one) => [one.campaignId, one]));
      for (const one of all.values()) {
        if (signal.aborted) return;
        await look(one, failed);
      }
      seen = started;
    } catch (error) {
      log.warn({ err: error }, "what came back could not be looked at; it will be again");
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

// One campaign that cannot be looked at keeps nobody else's from it.
async function look({ accountId, campaignId }: Watched, failed: Map<string, Watched & { tries: number }>) {
  const tries = (failed.get(campaignId)?.tries ?? 0) + 1;
  failed.delete(campaignId);
  try {
    await checkSending({ accountId, campaignId });
  } catch (error) {
    log.warn({ err: error, campaignId, tries }, "a campaign could not be looked at");
    if (tries < MOST_TRIES) failed.set(campaignId, { accountId, campaignId, tries });
  }
}

function changedSince(since: Date): Promise<Watched[]> {
  return inSystem(
    (db) => db.$queryRaw<Watched[]>`
      SELECT DISTINCT account_id AS "accountId", campaign_id AS "campaignId" FROM bounce_minute WHERE changed_at > ${since}`,
  );
}
