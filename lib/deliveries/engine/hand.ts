import type { Item } from "./item";

type Taker = (item: Item | null) => void;

/**
 * What this process has claimed and not yet begun. Accounts take turns, and within an account its campaigns,
 * so a small campaign never waits behind a large one.
 */
export class Hand {
  #queues = new Map<string, Item[]>();
  #turns: string[] = [];
  #takers: Taker[] = [];
  #ended = false;
  size = 0;

  /** Called when an item was taken, so that more can be claimed in time. */
  onTaken: () => void = () => {};

  add(items: Item[]): void {
    for (const item of items) {
      const taker = this.#takers.shift();
      if (taker) taker(item);
      else this.#keep(item);
    }
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
    this.size -= removed.length;
    return removed;
  }

  /** Nobody gets anything any more; what is left is answered. */
  close(): Item[] {
    this.#ended = true;
    for (const taker of this.#takers.splice(0)) taker(null);
    return this.remove(() => true);
  }

  #keep(item: Item): void {
    const key = `${item.accountId}:${item.campaignId}`;
    const queue = this.#queues.get(key);
    if (queue) queue.push(item);
    else {
      this.#queues.set(key, [item]);
      this.#turns.push(key);
    }
    this.size++;
  }

  #next(): Item | null {
    for (let tries = this.#turns.length; tries > 0; tries--) {
      const key = this.#turns.shift()!;
      const queue = this.#queues.get(key)!;
      const item = queue.shift();
      if (queue.length > 0) this.#turns.push(key);
      else this.#queues.delete(key);
      if (!item) continue;
      this.size--;
      return item;
    }
    return null;
  }
}
