import type { DomainLane, WarmUpState, Wave } from "@/lib/deliveries/schema";
import { z } from "zod";

/** The steps of a new account, in their order. Each is read from the data, never from what was clicked. */
export const firstSteps = ["address", "domain", "contacts", "campaign", "send"] as const;
export type FirstStep = (typeof firstSteps)[number];

/** One campaign as the overview shows it. `people` is who got it or will, by the ledger; null before it is known. */
export type RecentCampaign = {
  id: string;
  name: string;
  listName: string | null;
  status: string;
  at: Date | null;
  people: number | null;
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
};

/** How many contacts stand how. `reachable` is who would get a mail now. */
export type ListHealth = {
  total: number;
  reachable: number;
  awaiting: number;
  underReview: number;
  softBounced: number;
  invalid: number;
  unsubscribed: number;
  suppressed: number;
};

export type Overview = {
  /** A step that is not there is none for this account: in the sandbox no domain is needed. */
  done: Partial<Record<FirstStep, boolean>>;
  campaigns: RecentCampaign[];
  health: ListHealth;
};

/** What is looked for from anywhere: at least two letters. */
export const FindQuery = z.object({ q: z.string().trim().min(2).max(200) });

/** What was found, a few of each kind. */
export type Findings = {
  contacts: { id: string; email: string; name: string }[];
  lists: { id: string; name: string }[];
  campaigns: { id: string; name: string }[];
};

/** People by who did it: by persons, by programs that test links, by services that fetch everything. `hits` are all of them together. */
export type Reached = { people: number; machines: number; proxies: number; hits: number };

/** What came of a campaign so far. */
export type Results = { opens: Reached; clicks: Reached; unsubscribes: number };

export type LogLine = {
  id: string;
  at: Date;
  kind: string;
  actorName: string;
  detail: Record<string, string | number>;
};

/** How a sending stands at this moment. Every number is a sum the database keeps with the rows it counts. */
export type Sending = {
  id: string;
  name: string;
  subject: string;
  listName: string;
  status: string;
  pausedReason: string | null;
  startsAt: Date | null;
  /** The time of the start was chosen; else it is the end of the undo window. */
  isChosen: boolean;
  launchedBy: string;
  /** The time on the clock of each reader, as if that clock stood at Greenwich; null where all go at once. */
  wallTime: Date | null;
  /** Of a sending by the clock of each reader: its zones, as far as they are written down. */
  waves: Wave[];
  /** Up to when its waves were let go; what came due since waits for somebody to decide. */
  wavesSeenTo: Date | null;
  /** Mails accepted in each of the last minutes. */
  course: number[];
  startedAt: Date | null;
  finishedAt: Date | null;
  audience: number;
  accepted: number;
  failed: number;
  suppressed: number;
  expired: number;
  cancelled: number;
  waiting: number;
  deferred: number;
  inFlight: number;
  /** Of how many people a try was never answered: they may have got it twice. */
  unanswered: number;
  /** Of a sending that is over: to how many it can still be sent. */
  rest: number;
  /** Mails a second over the last minute, and how many seconds the rest will take; null when nothing moves. */
  perSecond: number;
  left: { from: number; to: number } | null;
  /** Where its domain is being warmed up: what a day allows. */
  warmUp: WarmUpState | null;
  results: Results;
  /** Its receiving domains while it runs. */
  lanes: DomainLane[];
  log: LogLine[];
  now: Date;
};

export type Point = { at: Date; sent: number; opens: number; clicks: number; machines: number };
export type LinkRow = { no: number; url: string; label: string; people: number; machines: number; hits: number };
export type Exclusion = { reason: string; n: number };

export type Report = Sending & {
  step: "hour" | "day";
  series: Point[];
  links: LinkRow[];
  exclusions: Exclusion[];
  reasons: { reason: string; n: number }[];
};

/** Whom the recipients of a report are narrowed to. */
export const recipientShows = [
  "all",
  "accepted",
  "returned",
  "waiting",
  "failed",
  "suppressed",
  "cancelled",
  "missed",
  "opened",
  "clicked",
  "left",
] as const;

export const RecipientFilter = z.object({
  show: z.enum(recipientShows).catch("all"),
  q: z.string().trim().max(200).catch(""),
  after: z.coerce.number().int().min(0).optional().catch(undefined),
});
export type RecipientFilter = z.infer<typeof RecipientFilter>;

export type Recipient = {
  seq: number;
  contactId: string;
  /** Empty for somebody who was erased. */
  email: string;
  state: string;
  attempts: number;
  reply: string;
  settledAt: Date | null;
  /** Refused, or accepted first and sent back later. */
  returned: boolean;
  opened: boolean;
  clicked: boolean;
  left: boolean;
};

export type ReportRow = {
  id: string;
  name: string;
  listName: string;
  status: string;
  startedAt: Date | null;
  audience: number;
  accepted: number;
  opened: number;
  clicked: number;
  left: number;
};
