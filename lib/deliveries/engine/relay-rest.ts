import { log } from "@/lib/platform/log";
import type { Outcome } from "@/lib/deliveries/outcome";

const FIRST_REST_MS = 1_000;
const LONGEST_REST_MS = 60_000;

/** While a relay cannot be reached or does not want us, nobody's mail is tried: all connections rest together, each time longer. */
export class RelayRest {
  #until = 0;
  #rest = 0;
  #firstMs: number;

  constructor(firstMs = FIRST_REST_MS) {
    this.#firstMs = firstMs;
  }

  get resting(): boolean {
    return performance.now() < this.#until;
  }

  /** Milliseconds until it is worth trying again. */
  get remaining(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /** True when this is news: the relay was fine until now. */
  lost(outcome: Outcome): boolean {
    if (this.resting) return false; // the connections fail together: one rest
    const isNew = this.#rest === 0;
    // Refused for who we are: nothing gets better in a second.
    const first = outcome.code !== null && outcome.code >= 500 ? this.#firstMs * 15 : this.#firstMs;
    this.#rest = Math.min(this.#rest === 0 ? first : this.#rest * 2, LONGEST_REST_MS);
    this.#until = performance.now() + this.#rest;
    log.warn({ code: outcome.code, text: outcome.text, restMs: this.#rest }, "the relay is away");
    return isNew;
  }

  /** True when this is news: the relay was away until now. */
  answered(): boolean {
    const isNew = this.#rest > 0;
    this.#rest = 0;
    return isNew;
  }
}
