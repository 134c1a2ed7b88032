import { claimDeliveries } from "@/lib/deliveries/claim";
import type { DayLimits } from "./day-limits";
import type { Hand } from "./hand";
import type { LeaseInHand } from "./item";
import type { Leases } from "./leases";
import type { Run } from "./runs";
import type { SenderStanding } from "./sender-standing";

export type Feeder = {
  hand: Hand;
  leases: Leases;
  owner: string;
  leaseSeconds: number;
  lanes: number;
  /** The relay's limit, which is asked before anything is claimed. */
  perSecond: number | null;
  /** How many processes share that limit. */
  workers: () => number;
  dayLimits: DayLimits;
  senders: SenderStanding;
};

/** How much is claimed ahead, in time: so little that pausing and leaving take effect at once, so much that no connection waits. */
const AHEAD_SECONDS = 1.5;
const MOST_IN_HAND = 3_000;
const LARGEST_CLAIM = 500;

/** Keeps the hand filled from all running campaigns in turn. */
export class Feed {
  #feeder: Feeder;
  #turn = 0;
  #dry = new Set<string>();
  #rate = 0;
  #seen = { at: performance.now(), n: 0 };
  #budget: { at: number; n: number };

  constructor(feeder: Feeder) {
    this.#feeder = feeder;
    this.#budget = { at: performance.now(), n: feeder.perSecond ?? 0 };
  }

  /** Say that `n` outcomes were written, from which the pace is known. */
  progressed(n: number): void {
    this.#seen.n += n;
    const seconds = (performance.now() - this.#seen.at) / 1000;
    if (seconds < 0.25) return;
    const now = this.#seen.n / seconds;
    this.#rate = this.#rate === 0 ? now : this.#rate * 0.6 + now * 0.4;
    this.#seen = { at: performance.now(), n: 0 };
  }

  /** A new look at the campaigns: those that had nothing may have something again. */
  refresh(): void {
    this.#dry.clear();
    if (performance.now() - this.#seen.at > 2_000) this.#rate = 0;
  }

  get wants(): number {
    const { lanes, hand } = this.#feeder;
    const ahead = Math.min(MOST_IN_HAND, Math.max(lanes * 4, Math.round(this.#rate * AHEAD_SECONDS)));
    return hand.size <= ahead / 2 ? Math.min(ahead - hand.size, this.#allowed()) : 0;
  }

  /** What the relay's limit still allows: at most one second's worth at once. */
  #allowed(): number {
    if (this.#feeder.perSecond === null) return Infinity;
    const perSecond = this.#feeder.perSecond / this.#feeder.workers();
    const now = performance.now();
    const grown = this.#budget.n + ((now - this.#budget.at) / 1000) * perSecond;
    this.#budget = { at: now, n: Math.min(Math.max(1, perSecond), grown) };
    return Math.floor(this.#budget.n);
  }

  /** Claim of these campaigns, each account in turn, until the hand is full or nobody has anything. Answers what could not go on, by campaign. */
  async fill(runs: Run[]): Promise<{ run: Run; why: string }[]> {
    const blocked: { run: Run; why: string }[] = [];
    const want = this.wants;
    if (want < 1) return blocked;
    const able = runs.filter((run) => !this.#dry.has(run.campaignId));
    const accounts = [...new Set(able.map(({ accountId }) => accountId))];
    const share = Math.max(1, Math.min(LARGEST_CLAIM, Math.ceil(want / Math.max(1, accounts.length))));
    this.#turn++;
    for (const accountId of rotate(accounts, this.#turn)) {
      const own = rotate(
        able.filter((run) => run.accountId === accountId),
        this.#turn,
      );
      const each = Math.ceil(share / own.length);
      for (const run of own) {
        const why = await this.#claim(run, each);
        if (why) blocked.push({ run, why });
      }
    }
    return blocked;
  }

  async #claim(run: Run, most: number): Promise<string | null> {
    const { hand, leases, owner, leaseSeconds, dayLimits, senders } = this.#feeder;
    const { accountId, campaignId } = run;
    if (!(await senders.isGood(run))) return "sender_broken";
    const dayLimit = await dayLimits.of(run);
    const at = performance.now();
    const claim = await claimDeliveries({ accountId, campaignId, owner, most, leaseSeconds, dayLimit });
    if (typeof claim === "string") {
      this.#dry.add(campaignId);
      return claim;
    }
    this.#budget.n -= claim.rows.length;
    if (claim.rows.length < most) this.#dry.add(campaignId);
    if (claim.rows.length === 0) return null;
    const lease: LeaseInHand = { token: claim.token, until: at + leaseSeconds * 1000, open: claim.rows.length };
    leases.hold(lease);
    hand.add(claim.rows.map((row) => ({ accountId, campaignId, lease, claimedAt: at, row })));
    return null;
  }
}

/** Something of it may be claimed now. */
export function isClaimable(run: Run): boolean {
  return (
    run.status === "sending" &&
    run.accountStatus === "active" &&
    run.refusalsLeft > 0 &&
    (run.claimedTo < run.madeTo || run.hasDue)
  );
}

function rotate<T>(list: T[], by: number): T[] {
  if (list.length === 0) return list;
  const at = by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
}
