import { dropLeases, giveBack, renewLeases, type Unsent } from "@/lib/deliveries/lease";
import { log } from "@/lib/platform/log";
import type { Item, LeaseInHand } from "./item";

/** The leases this process holds: renewed at a third of their time, dropped when their last row is settled or given back. */
export class Leases {
  #held = new Map<string, LeaseInHand>();
  #done: string[] = [];
  #back: Item[] = [];
  #owner: string;
  #seconds: number;

  constructor(owner: string, seconds: number) {
    this.#owner = owner;
    this.#seconds = seconds;
  }

  hold(lease: LeaseInHand): void {
    this.#held.set(lease.token, lease);
  }

  /** One row of a lease is settled. */
  settled(token: string): void {
    const lease = this.#held.get(token);
    if (!lease || --lease.open > 0) return;
    this.#held.delete(token);
    this.#done.push(token);
  }

  /** A row will not be tried now: it goes back with the next flush. */
  back(items: Item[]): void {
    this.#back.push(...items);
  }

  /** Write down what was given back, and forget finished leases. Keeps both for the next time when the database is away. */
  async flush(): Promise<void> {
    const back = this.#back.splice(0);
    try {
      if (back.length > 0) await giveBack(group(back));
    } catch (error) {
      this.#back.unshift(...back);
      throw error;
    }
    for (const { lease } of back) this.settled(lease.token);
    const done = this.#done.splice(0);
    try {
      if (done.length > 0) await dropLeases(done);
    } catch (error) {
      this.#done.unshift(...done);
      throw error;
    }
  }

  /** Renew all. A lease that somebody else has taken over is not ours to work under any more. */
  async renew(): Promise<void> {
    const tokens = [...this.#held.keys()];
    if (tokens.length === 0) return;
    const until = performance.now() + this.#seconds * 1000;
    const kept = await renewLeases(this.#owner, tokens, this.#seconds);
    for (const token of tokens) {
      const lease = this.#held.get(token);
      if (!lease) continue;
      if (kept.has(token)) lease.until = until;
      else {
        log.warn({ token }, "a lease was lost");
        lease.until = 0;
        this.#held.delete(token);
      }
    }
  }
}

function group(items: Item[]): Unsent[] {
  const groups = new Map<string, Unsent>();
  for (const { accountId, campaignId, lease, row, notBeforeMs = 0 } of items) {
    const found = groups.get(lease.token) ?? { accountId, campaignId, token: lease.token, rows: [] };
    found.rows.push({ seq: row.seq, notBeforeMs });
    groups.set(lease.token, found);
  }
  return [...groups.values()];
}
