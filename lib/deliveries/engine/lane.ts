import { setTimeout as wait } from "node:timers/promises";
import type { Outcome } from "@/lib/deliveries/outcome";
import { nextDelay } from "@/lib/deliveries/retry";
import type { Message, Transport } from "@/lib/deliveries/transport";
import { log } from "@/lib/platform/log";
import type { Hand } from "./hand";
import type { Item } from "./item";
import { HeldBack, type Letters } from "./letters";
import { domainOf, type Pace } from "./pace";
import type { RelayRest } from "./relay-rest";
import type { Settler } from "./settler";

export type Lane = {
  hand: Hand;
  letters: Letters;
  transport: Transport;
  relay: RelayRest;
  pace: Pace;
  /** The relay signs by itself. */
  signs: boolean;
  onSettled: (item: Item) => void;
  settler: Settler;
  /** Nobody of this campaign is to be tried now. */
  isBarred: (campaignId: string) => boolean;
  /** Return an item untried. */
  giveBack: (item: Item) => void;
  /** Its campaign may go to nobody now. */
  onHeld: (item: Item) => void;
  /** The relay went away or came back while this item was in hand. */
  onRelay: (item: Item, kind: "relay_lost" | "relay_back", text: string) => void;
  messageMs: number;
  retryDelays: readonly number[];
  signal: AbortSignal;
};

/** An item with its letter written, or with the reason why that cannot be. */
type Prepared = { item: Item; letter: Message | Error };

const IDLE_MS = 20_000;

/**
 * One connection: take an item, hand its letter over, write the outcome, and only then send the next body. That there is never a second
 * message on the way is what bounds duplicates after a crash to one for each connection.
 */
export async function runLane(lane: Lane): Promise<void> {
  let ready: Prepared | null = null;
  for (;;) {
    ready ??= await takeNext(lane);
    if (!ready) break;
    ready = await carry(lane, ready);
  }
  lane.transport.close();
}

async function takeNext(lane: Lane): Promise<Prepared | null> {
  const idle = setTimeout(() => lane.transport.close(), IDLE_MS);
  const item = await lane.hand.take();
  clearTimeout(idle);
  return item && prepare(lane, item);
}

async function prepare({ letters, signs }: Lane, item: Item): Promise<Prepared> {
  try {
    return { item, letter: await letters.compose(item, { signs }) };
  } catch (error) {
    if (error instanceof HeldBack) return { item, letter: error };
    log.error({ err: error, campaign: item.campaignId, seq: item.row.seq }, "a letter could not be written");
    return { item, letter: error as Error };
  }
}

/** See one item to its outcome in the ledger. Answers the item that was announced to the relay behind it. */
async function carry(lane: Lane, { item, letter }: Prepared): Promise<Prepared | null> {
  // Never begin what the lease could end under: someone else might be sending it by then.
  const isTooLate = performance.now() + lane.messageMs > item.lease.until;
  const isHeld = letter instanceof HeldBack;
  if (isHeld) lane.onHeld(item);
  if (lane.signal.aborted || isTooLate || isHeld || lane.isBarred(item.campaignId)) {
    lane.giveBack(item);
    return null;
  }
  const following = lane.hand.takeNow();
  const next = following && (await prepare(lane, following));
  const outcome = await attempt(lane, letter, next);
  if (outcome.kind === "relay") {
    for (const untried of next ? [item, next.item] : [item]) lane.giveBack(untried);
    if (lane.relay.lost(outcome)) lane.onRelay(item, "relay_lost", outcome.text);
    await wait(lane.relay.remaining, undefined, { signal: lane.signal }).catch(() => {});
    return null;
  }
  if (lane.relay.answered()) lane.onRelay(item, "relay_back", "");
  const { accountId, campaignId, row, lease } = item;
  lane.pace.heard(domainOf(row.email), outcome);
  const delayMs = nextDelay(row.attempts + 1, lane.retryDelays);
  const triedBefore = row.attempts > 0;
  await lane.settler.settle({ accountId, campaignId, seq: row.seq, token: lease.token, outcome, triedBefore, delayMs });
  lane.onSettled(item);
  return next;
}

async function attempt({ transport }: Lane, letter: Message | Error, next: Prepared | null): Promise<Outcome> {
  // The letter of this one person cannot be written: nobody else is held up by it, and the contact is left alone.
  if (letter instanceof Error)
    return { kind: "refused", code: null, enhanced: null, text: `not written: ${letter.message}` };
  return transport.send(letter, next && !(next.letter instanceof Error) ? next.letter : null);
}
