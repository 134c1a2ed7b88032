import type { DraftContent } from "@/lib/campaigns/schema";
import type { Refused, SendDraft } from "./send-draft";

export type SaveState = {
  kind: "saved" | "waiting" | "saving" | "failed" | "refused" | "conflict" | "closed" | "signedOut";
  /** The version the server holds, as far as this tab knows. */
  version: number;
  at: Date | null;
  fields: Record<string, string>;
};

const AFTER_CHANGE_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

/**
 * Keeps a draft on the server: a second after the last change, one save at a time, each on the version before it. A save that
 * fails is tried again; one that meets a newer version stops everything, so that neither text is lost.
 */
export class DraftKeeper {
  private state: SaveState;
  private latest: DraftContent;
  private kept: DraftContent;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | undefined;
  private readonly listeners = new Set<() => void>();

  constructor(
    version: number,
    draft: DraftContent,
    private readonly sendDraft: SendDraft,
  ) {
    this.state = { kind: "saved", version, at: null, fields: {} };
    this.latest = draft;
    this.kept = draft;
  }

  readonly read = (): SaveState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** True while something is not on the server yet. */
  get isDirty(): boolean {
    return this.latest !== this.kept;
  }

  change(draft: DraftContent): void {
    this.latest = draft;
    if (this.isStopped() || !this.isDirty) return;
    if (!this.running) this.set({ kind: "waiting" });
    this.later(AFTER_CHANGE_MS);
  }

  /** Save at once. True when everything is on the server afterwards. */
  async flush(): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (!this.isDirty) return true;
    if (this.isStopped()) return false;
    this.running = this.send();
    await this.running;
    this.running = undefined;
    if (this.isDirty && this.state.kind === "saved") this.change(this.latest);
    return !this.isDirty;
  }

  private async send(): Promise<void> {
    const sent = this.latest;
    this.set({ kind: "saving" });
    // No answer: the line is down, or the server restarts.
    const answer = await this.sendDraft(this.state.version, sent).catch(() => null);
    if (answer?.status !== "saved") return this.refuse(answer);
    this.kept = sent;
    this.set({ kind: "saved", version: answer.version, at: answer.savedAt, fields: {} });
  }

  private refuse(answer: Refused | null): void {
    if (answer?.reason === "campaign_changed_elsewhere") return this.set({ kind: "conflict" });
    if (answer?.reason === "campaign_not_draft") return this.set({ kind: "closed" });
    if (answer?.fields) return this.set({ kind: "refused", fields: answer.fields });
    this.set({ kind: answer?.reason === "sign_in_first" ? "signedOut" : "failed" });
    this.later(AFTER_FAILURE_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), ms);
  }

  private isStopped(): boolean {
    return this.state.kind === "conflict" || this.state.kind === "closed";
  }

  private set(part: Partial<SaveState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.listeners) listener();
  }
}
