import { setTimeout as wait } from "node:timers/promises";
import { inSystem } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { checkSending } from "./check-sending";

const EVERY_MS = 10_000;
// What was written before may become visible only now: each look reaches back beyond the last.
const OVERLAP_MS = 60_000;
const FIRST_LOOK_MS = 3_600_000;
const MOST_AT_ONCE = 500;

/** Watch what comes back, and act within seconds where too much of what was sent does. Any number of processes may watch. */
export function startWatch({ signal, everyMs = EVERY_MS }: { signal: AbortSignal; everyMs?: number }): {
  finished: Promise<void>;
} {
  return { finished: run(signal, everyMs) };
}

async function run(signal: AbortSignal, everyMs: number): Promise<void> {
  let seen = Date.now() - FIRST_LOOK_MS;
  while (!signal.aborted) {
    const started = Date.now();
    try {
      for (const changed of await changedSince(new Date(seen - OVERLAP_MS))) {
        if (signal.aborted) return;
        await checkSending(changed);
      }
      seen = started;
    } catch (error) {
      log.warn({ err: error }, "what came back could not be looked at; it will be again");
    }
    await wait(everyMs, undefined, { signal }).catch(() => {});
  }
}

function changedSince(since: Date) {
  return inSystem((db) =>
    db.bounceMinute.findMany({
      where: { changedAt: { gt: since } },
      distinct: ["accountId", "campaignId"],
      select: { accountId: true, campaignId: true },
      take: MOST_AT_ONCE,
    }),
  );
}
