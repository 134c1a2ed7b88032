import { setTimeout as wait } from "node:timers/promises";
import type { Outcome } from "@/lib/deliveries/outcome";
import { nextDelay } from "@/lib/deliveries/retry";
import type { Transport } from "@/lib/deliveries/smtp/transport";
import { log } from "@/lib/platform/log";
import type { Hand } from "./hand";
import type { Item } from "./item";
import type { Letters } from "./letters";
import type { RelayRest } from "./relay-rest";
import type { Settler } from "./settler";

export type Lane = {
  hand: Hand;
  letters: Letters;
  transport: Transport;
  relay: RelayRest;
  settler: Settler;
  /** Return an item untried. */
  giveBack: (item: Item) => void;
  /** The relay went away or came back while this item was in hand. */
  onRelay: (item: Item, kind: "relay_lost" | "relay_back", text: string) => void;
  messageMs: number;
  retryDelays: readonly number[];
  signal: AbortSignal;
};

const IDLE_MS = 20_000;

/**
 * One connection: take an item, hand its letter over, write the outcome, and only then take the next. That there is never a second
 * message on the way is what bounds duplicates after a crash to one for each connection.
 */
export async function runLane(lane: Lane): Promise<void> {
  const { hand, transport } = lane;
  for (;;) {
    const idle = setTimeout(() => transport.close(), IDLE_MS);
    const item = await hand.take();
    clearTimeout(idle);
    if (!item) break;
    await carry(lane, item);
  }
  transport.close();
}

async function carry(lane: Lane, item: Item): Promise<void> {
  // Never begin what the lease could end under: someone else might be sending it by then.
  if (lane.signal.aborted || performance.now() + lane.messageMs > item.lease.until) return lane.giveBack(item);
  const outcome = await attempt(lane, item);
  if (outcome.kind === "relay") {
    lane.giveBack(item);
    if (lane.relay.lost(outcome)) lane.onRelay(item, "relay_lost", outcome.text);
    return rest(lane);
  }
  if (lane.relay.answered()) lane.onRelay(item, "relay_back", "");
  const { accountId, campaignId, row, lease } = item;
  const delayMs = nextDelay(row.attempts + 1, lane.retryDelays);
  const triedBefore = row.attempts > 0;
  await lane.settler.settle({ accountId, campaignId, seq: row.seq, token: lease.token, outcome, triedBefore, delayMs });
}

async function attempt(lane: Lane, item: Item): Promise<Outcome> {
  try {
    return await lane.transport.send(await lane.letters.compose(item));
  } catch (error) {
    // The letter of this one person cannot be written: nobody else is held up by it, and the contact is left alone.
    log.error({ err: error, campaign: item.campaignId, seq: item.row.seq }, "a letter could not be written");
    return { kind: "refused", code: null, enhanced: null, text: `not written: ${(error as Error).message}` };
  }
}

async function rest({ relay, signal }: Lane): Promise<void> {
  await wait(relay.remaining, undefined, { signal }).catch(() => {});
}
