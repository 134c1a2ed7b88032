import { setTimeout as wait } from "node:timers/promises";
import { settleDeliveries, type Settlement } from "@/lib/deliveries/settle";
import { log } from "@/lib/platform/log";

const LARGEST_COMMIT = 500;
const AT_ONCE = 2; // while one waits for the disk, the next writes its rows

type Entry = { settlement: Settlement; done: () => void };

/**
 * Group commit: outcomes of all connections that arrive while transactions are under way share the next. Settling resolves when the
 * outcome is in the database, and not before: no connection begins its next message until then. A database that is away is waited for.
 */
export class Settler {
  #waiting: Entry[] = [];
  #draining = 0;
  #onCommitted: (settlements: Settlement[]) => void;
  #onRefused: (campaignIds: string[]) => void;

  constructor(onCommitted: (settlements: Settlement[]) => void, onRefused: (campaignIds: string[]) => void) {
    this.#onCommitted = onCommitted;
    this.#onRefused = onRefused;
  }

  settle(settlement: Settlement): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ settlement, done });
      if (this.#draining < AT_ONCE) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#draining++;
    // The tick lets outcomes that are arriving in the same moment join.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, LARGEST_COMMIT);
      this.#onRefused(await commit(batch.map(({ settlement }) => settlement)));
      this.#onCommitted(batch.map(({ settlement }) => settlement));
      for (const { done } of batch) done();
    }
    this.#draining--;
  }
}

async function commit(settlements: Settlement[]): Promise<string[]> {
  for (let pause = 50; ; pause = Math.min(pause * 2, 2_000)) {
    try {
      return await settleDeliveries(settlements);
    } catch (error) {
      // An answer is in hand: it is kept and tried again, however long it takes, and this connection takes no new work.
      log.warn({ err: error, n: settlements.length }, "outcomes could not be written yet");
      if (isAboutOneRow(error)) return commitApart(settlements);
      await wait(pause);
    }
  }
}

/** One row that the database will not take must not hold up the others with it: halves, down to the one, and that one without its words. */
async function commitApart(settlements: Settlement[]): Promise<string[]> {
  if (settlements.length > 1) {
    const half = Math.ceil(settlements.length / 2);
    return [...(await commit(settlements.slice(0, half))), ...(await commit(settlements.slice(half)))];
  }
  const [{ outcome, ...settlement }] = settlements as [Settlement];
  await wait(1_000);
  return commit([{ ...settlement, outcome: { ...outcome, text: "", enhanced: null } }]);
}

function isAboutOneRow(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? ""); // SQLSTATE: a value or a constraint
}
