import type { Item } from "./item";
import { domainOf, type Pace } from "./pace";

type Taker = (item: Item | null) => void;

/**
 * What this process has claimed and not yet begun. Accounts take turns, and within an account its campaigns,
 * so a small campaign never waits behind a large one.
 */
export class Hand {
  #queues = new Map<string, Item[]>();
  #turns: string[] = [];
  #takers: Taker[] = [];
  #parked = new Map<Item, NodeJS.Timeout>();
  #ended = false;
  #pace: Pace;
  #queued = 0;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  get size(): number {
    return this.#queued + this.#parked.size;
  }

  /** Called when an item was taken, so that more can be claimed in time. */
  onTaken: () => void = () => {};

  /** Called with an item whose domain will not take it for a while. */
  onLater: (item: Item, ms: number) => void = () => {};

  add(items: Item[]): void {
    for (const item of items) this.#keep(item);
    this.#serve();
  }

  /** The next item if there is one now. */
  takeNow(): Item | null {
    const item = this.#ended ? null : this.#next();
    if (item) this.onTaken();
    return item;
  }

  /** The next item whoever's turn it is, or null once the hand is closed. */
  take(): Promise<Item | null> {
    if (this.#ended) return Promise.resolve(null);
    const item = this.#next();
    this.onTaken();
    if (item) return Promise.resolve(item);
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  /** Take out everything that matches: it will be given back. */
  remove(matches: (item: Item) => boolean): Item[] {
    const removed: Item[] = [];
    for (const [key, queue] of this.#queues) {
      const kept = queue.filter((item) => !matches(item));
      if (kept.length === queue.length) continue;
      removed.push(...queue.filter(matches));
      this.#queues.set(key, kept);
    }
    this.#queued -= removed.length;
    for (const [item, timer] of this.#parked) {
      if (!matches(item)) continue;
      clearTimeout(timer);
      this.#parked.delete(item);
      removed.push(item);
    }
    return removed;
  }

  /** Nobody gets anything any more; what is left is answered. */
  close(): Item[] {
    this.#ended = true;
    for (const taker of this.#takers.splice(0)) taker(null);
    return this.remove(() => true);
  }

  #serve(): void {
    while (this.#takers.length > 0) {
      const item = this.#next();
      if (!item) return;
      this.#takers.shift()!(item);
    }
  }

  #keep(item: Item): void {
    const key = `${item.accountId}:${item.campaignId}`;
    const queue = this.#queues.get(key);
    if (queue) queue.push(item);
    else {
      this.#queues.set(key, [item]);
      this.#turns.push(key);
    }
    this.#queued++;
  }

  #next(): Item | null {
    while (this.#turns.length > 0) {
      const key = this.#turns.shift()!;
      const queue = this.#queues.get(key) ?? [];
      const item = queue.shift();
      if (queue.length > 0) this.#turns.push(key);
      else this.#queues.delete(key);
      if (!item) continue;
      this.#queued--;
      if (item.hasPlace) return item;
      const slot = this.#pace.slot(domainOf(item.row.email));
      if (slot.go === "now") return item;
      if (slot.go === "soon") this.#park(item, slot.ms);
      else this.onLater(item, slot.ms);
    }
    return null;
  }

  #park(item: Item, ms: number): void {
    const timer = setTimeout(() => {
      this.#parked.delete(item);
      this.#keep({ ...item, hasPlace: true });
      this.#serve();
    }, ms);
    this.#parked.set(item, timer);
  }
}
