import { log } from "@/lib/platform/log";
import { recordHits, type Hit } from "./hits";

const EVERY_MS = 100;
const MOST_AT_ONCE = 1_000;
// Beyond this many the oldest are dropped: a database that is away must not take the mail links down with it.
const MOST_WAITING = 200_000;
const BURST_MS = 10_000;

/** Collects hits and writes them ten times a second. What is collected is lost only by a kill -9, at most 100 ms of it. */
export class HitBatch {
  #waiting: Hit[] = [];
  #writing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #recent = new Map<string, { since: number; links: Set<number> }>();

  /** Take one hit. Answers at once; it is written within a tenth of a second. */
  add(hit: Omit<Hit, "burst">): void {
    if (this.#waiting.length >= MOST_WAITING) this.#waiting.shift();
    this.#waiting.push({ ...hit, burst: this.#burst(hit) });
    this.#timer ??= setTimeout(() => void this.#write(), EVERY_MS);
  }

  /** Write everything that is waiting. For the end of a process. */
  async flush(): Promise<void> {
    for (let tries = 0; tries < 20 && (this.#waiting.length > 0 || this.#writing); tries++) await this.#write();
  }

  // One write at a time, so that sums of one campaign are not fought over within a process.
  async #write(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing) return this.#writing;
    const hits = this.#waiting.splice(0, MOST_AT_ONCE);
    if (hits.length === 0) return;
    this.#writing = recordHits(hits)
      .catch((error: unknown) => {
        log.error({ err: error, hits: hits.length }, "hits could not be written; they are tried again");
        this.#waiting.unshift(...hits);
      })
      .finally(() => {
        this.#writing = null;
        if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.#write(), EVERY_MS);
      });
    return this.#writing;
  }

  // How many different links of this mail were followed within the last ten seconds.
  #burst({ accountId, campaignId, seq, link, at }: Omit<Hit, "burst">): number {
    if (link === null) return 0;
    const key = `${accountId} ${campaignId} ${seq}`;
    const now = at.getTime();
    const known = this.#recent.get(key);
    const fresh = known && now - known.since < BURST_MS ? known : { since: now, links: new Set<number>() };
    fresh.links.add(link);
    this.#recent.delete(key);
    this.#recent.set(key, fresh);
    if (this.#recent.size > 50_000) this.#recent.delete(this.#recent.keys().next().value!);
    return fresh.links.size;
  }
}
