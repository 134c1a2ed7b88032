import type { Outcome } from "@/lib/deliveries/outcome";

/** How fast mail to one receiving domain goes, for people to see. */
export type DomainPace = {
  domain: string;
  state: "flowing" | "slowed" | "resting";
  perSecond: number | null;
  restMs: number;
  reply: string;
};

/** When a mail to a domain may go: now, in a moment (it has its place then), or so much later that it is better given back. */
export type Slot = { go: "now" } | { go: "soon" | "later"; ms: number };

export type PaceOptions = {
  /** Mails a second to a domain that are never exceeded. */
  limits?: ReadonlyMap<string, number>;
  restMs?: number;
  /** How many processes share the limits. */
  workers?: () => number;
  now?: () => number;
};

type Lane = {
  limit: number | null;
  /** Mails a second since the domain asked us to slow down; null while it takes what comes. */
  held: number | null;
  /** What it took when it asked. */
  before: number;
  next: number;
  later: number;
  restUntil: number;
  strikes: number;
  raisedAt: number;
  recent: boolean[];
  sent: { since: number; n: number };
  reply: string;
};

const SOON_MS = 2_000;
const WINDOW = 20;
const TOO_MANY = 8; // of the last 20: greylisting and a busy server now and then are none of it
const FIRST_REST_MS = 30_000;
const LONGEST_REST_MS = 15 * 60_000;
const SLOWEST = 1 / 30;
const RAISE_EVERY_MS = 10_000;
const RAISE = 1.25;
const FREE_AT = 4; // times the pace it took before: it takes what comes again

/**
 * How fast each receiving domain wants our mail. Where it says "slow down" again and again (421, 450, 451, 452, 454) mail to it rests, then goes on at half
 * the pace, and faster again while it takes everything. Nobody else waits for it.
 */
export class Pace {
  #lanes = new Map<string, Lane>();
  #limits: ReadonlyMap<string, number>;
  #restMs: number;
  #workers: () => number;
  #now: () => number;

  constructor({
    limits = new Map(),
    restMs = FIRST_REST_MS,
    workers = () => 1,
    now = () => performance.now(),
  }: PaceOptions = {}) {
    this.#limits = limits;
    this.#restMs = restMs;
    this.#workers = workers;
    this.#now = now;
  }

  /** A place for one mail to this domain. "later" reserves nothing: such mails come back spread over time, and ask again. */
  slot(domain: string): Slot {
    const lane = this.#lanes.get(domain) ?? (this.#limits.has(domain) ? this.#laneOf(domain) : undefined);
    const perSecond = lane && this.#rateOf(lane);
    if (!lane || perSecond === null || perSecond === undefined) return { go: "now" };
    const now = this.#now();
    const gap = 1000 / perSecond;
    const at = Math.max(now, lane.next, lane.restUntil);
    if (at - now <= SOON_MS) {
      lane.next = at + gap;
      return at <= now ? { go: "now" } : { go: "soon", ms: at - now };
    }
    lane.later = Math.max(lane.later + gap, at, now + SOON_MS);
    return { go: "later", ms: lane.later - now };
  }

  /** What the domain said to one mail. */
  heard(domain: string, outcome: Outcome): void {
    const isSlow = asksForTime(outcome);
    const lane = this.#lanes.get(domain);
    if (!lane && !isSlow && this.#lanes.size > 5_000) return;
    this.#note(lane ?? this.#laneOf(domain), isSlow, outcome);
  }

  /** The domains that anything was sent to lately, the slow ones first. */
  report(): DomainPace[] {
    const now = this.#now();
    return [...this.#lanes.entries()]
      .map(([domain, lane]) => ({
        domain,
        state:
          lane.restUntil > now ? ("resting" as const) : lane.held === null ? ("flowing" as const) : ("slowed" as const),
        perSecond: this.#rateOf(lane),
        restMs: Math.max(0, Math.round(lane.restUntil - now)),
        reply: lane.held === null ? "" : lane.reply,
      }))
      .sort((one, other) => Number(one.state === "flowing") - Number(other.state === "flowing"));
  }

  #note(lane: Lane, isSlow: boolean, outcome: Outcome): void {
    const now = this.#now();
    lane.recent.push(isSlow);
    if (lane.recent.length > WINDOW) lane.recent.shift();
    if (now - lane.sent.since > 10_000) lane.sent = { since: now, n: 0 };
    lane.sent.n++;
    if (isSlow) {
      if (lane.recent.filter(Boolean).length >= TOO_MANY && now >= lane.restUntil) this.#slowDown(lane, outcome, now);
    } else if (lane.held !== null && now - lane.raisedAt >= RAISE_EVERY_MS) raise(lane, now);
  }

  #slowDown(lane: Lane, { code, text }: Outcome, now: number): void {
    const measured = lane.sent.n / Math.max(1, (now - lane.sent.since) / 1000);
    lane.before = lane.held === null ? measured : lane.before;
    lane.held = Math.max(SLOWEST, (lane.held ?? measured) / 2);
    lane.restUntil = now + Math.min(this.#restMs * 2 ** lane.strikes, LONGEST_REST_MS);
    lane.strikes++;
    lane.raisedAt = lane.restUntil;
    lane.recent = [];
    lane.reply = `${code ?? ""} ${text}`.trim().slice(0, 200);
  }

  #rateOf({ limit, held }: Lane): number | null {
    const own = limit === null ? null : limit / this.#workers();
    return held === null ? own : Math.min(held, own ?? Infinity);
  }

  #laneOf(domain: string): Lane {
    const now = this.#now();
    const lane: Lane = {
      limit: this.#limits.get(domain) ?? null,
      held: null,
      before: 0,
      next: 0,
      later: 0,
      restUntil: 0,
      strikes: 0,
      raisedAt: 0,
      recent: [],
      sent: { since: now, n: 0 },
      reply: "",
    };
    this.#lanes.set(domain, lane);
    return lane;
  }
}

/** The part of an address that mail is routed by, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}

function raise(lane: Lane, now: number): void {
  lane.held! *= RAISE;
  lane.raisedAt = now;
  if (lane.held! < Math.max(1, lane.before) * FREE_AT) return;
  lane.held = null;
  lane.strikes = 0;
  lane.reply = "";
}

/** "Not now" for a reason that is not one mailbox: 4.2.x (RFC 3463) would be that. */
function asksForTime({ kind, code, enhanced }: Outcome): boolean {
  if (kind !== "deferred" || code === null || enhanced?.startsWith("4.2.")) return false;
  return code === 421 || code === 450 || code === 451 || code === 452 || code === 454;
}
