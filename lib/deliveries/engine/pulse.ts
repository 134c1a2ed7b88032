import { log } from "@/lib/platform/log";

/** A piece of work done again and again: after a time, at once while it says that there is more, or when it is woken. */
export class Pulse {
  #wake: () => void = () => {};
  #woken = false;
  readonly ended: Promise<void>;

  constructor(everyMs: number, work: () => Promise<boolean | void>, signal: AbortSignal) {
    this.ended = this.#run(everyMs, work, signal);
  }

  /** Do it now, or once more right after what is under way. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  async #run(everyMs: number, work: () => Promise<boolean | void>, signal: AbortSignal): Promise<void> {
    const wake = () => this.wake();
    signal.addEventListener("abort", wake);
    while (!signal.aborted) {
      this.#woken = false;
      const more = await work().catch(report);
      if (more !== true && !this.#woken && !signal.aborted) await this.#pause(everyMs);
    }
    signal.removeEventListener("abort", wake);
  }

  #pause(everyMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, everyMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A failure of the engine's own upkeep (the database is away): told, and tried again with the next pulse. */
export function report(error: unknown): void {
  log.warn({ err: error }, "the sending engine will try again");
}
