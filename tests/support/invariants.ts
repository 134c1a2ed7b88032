import pg from "pg";
import { expect } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { until } from "./campaigns";
import type { CountingSink } from "./counting-sink";

/** A campaign that was launched to these people, in an account that had `granted` credits and sends nothing else. */
export type Sending = { accountId: string; campaignId: string; emails: string[]; granted: number };

type Row = {
  seq: number;
  contactId: string;
  email: string;
  state: string;
  attempts: number;
  code: number | null;
  isSettled: boolean;
  isUnanswered: boolean;
  isLeased: boolean;
  tries: { attempt: number; outcome: string; code: number | null }[];
};
type Head = { status: string; madeTo: number; isMade: boolean; credits: number; leases: number };
type Ledger = Head & { rows: Row[]; counts: Record<string, number> };

/** What the ledger and the receiving end say of each other. Each broken invariant is in `broken`, by its name. */
export type Tally = {
  mails: number;
  states: Record<string, number>;
  lost: number;
  duplicates: number;
  phantom: number;
  strangers: number;
  broken: string[];
};

/** What a fault may do: so many arrive twice, and these send through the same sink. */
export type Allowed = { duplicates?: number; beside?: Pick<Sending, "emails">[] };

/** Compare a sending's ledger, read past all code of the product, with what the sink counted. `emails` is who was to get it. */
export async function tallyOf(sending: Sending, sink: CountingSink, allowed: Allowed = {}): Promise<Tally> {
  const { duplicates: bound = 0, beside = [] } = allowed;
  const ledger = await readLedger(sending);
  const { rows } = ledger;
  const times = (email: string) => sink.kept.get(email)?.length ?? 0;
  const ours = new Map(rows.map((row) => [row.email, row]));
  const theirs = new Set(beside.flatMap(({ emails }) => emails));
  const ended = new Set(["failed", "suppressed", "expired", "cancelled"]);
  const lost = sending.emails.filter((email) => times(email) === 0 && !ended.has(ours.get(email)?.state ?? ""));
  const phantom = rows.filter(({ state, email }) => state === "accepted" && times(email) === 0);
  const strangers = [...new Set([...sink.kept.keys(), ...sink.ids.keys()])].filter(
    (email) => !ours.has(email) && !theirs.has(email),
  );
  const duplicates = sending.emails.reduce((sum, email) => sum + Math.max(0, times(email) - 1), 0);
  const broken = [
    ...brokenInLedger(ledger, sending),
    ...brokenAtSink(ledger, sending, sink),
    ...(lost.length > 0 ? ["lost"] : []),
    ...(phantom.length > 0 ? ["phantom"] : []),
    ...(strangers.length > 0 ? ["stranger"] : []),
    ...(duplicates > bound ? ["duplicates"] : []),
  ];
  return {
    mails: sending.emails.length,
    states: countBy(rows.map(({ state }) => state)),
    lost: lost.length,
    duplicates,
    phantom: phantom.length,
    strangers: strangers.length,
    broken,
  };
}

/** Every invariant holds, and no more arrived twice than `duplicates`. Answers the tally, for the figures. */
export async function expectKept(sending: Sending, sink: CountingSink, allowed: Allowed = {}): Promise<Tally> {
  await until(async () => (await countLeases(sending)) === 0, 10); // the last ones are dropped a moment after the last outcome
  const tally = await tallyOf(sending, sink, allowed);
  expect(tally).toMatchObject({ broken: [], lost: 0, phantom: 0, strangers: 0 });
  return tally;
}

function countLeases({ accountId, campaignId }: Sending): Promise<number> {
  return inSystem((db) => db.deliveryLease.count({ where: { accountId, campaignId } }));
}

function brokenInLedger(ledger: Ledger, { emails, granted }: Sending): string[] {
  const { rows, status, madeTo, isMade, counts, credits, leases } = ledger;
  const open = rows.filter(({ state }) => state === "queued" || state === "leased" || state === "deferred");
  const accepted = rows.filter(({ state }) => state === "accepted");
  const checks = {
    // Who was to get it, who was written down, and the sum of the states are one number.
    audience: isMade && rows.length === madeTo && rows.every(({ seq }, at) => seq === at + 1) && sameSet(rows, emails),
    counts: sameCounts(counts, countBy(rows.map(({ state }) => state))),
    reply: accepted.every(({ code, isSettled }) => code !== null && code >= 200 && code < 300 && isSettled),
    status: (status === "sent" || status === "cancelled") === (open.length === 0),
    lease: leases === 0 && rows.every(({ state, isLeased }) => state !== "leased" && !isLeased),
    credits: granted - credits === accepted.length,
    attempts: rows.every(areTriesWhole),
  };
  return failures(checks);
}

function brokenAtSink({ rows }: Ledger, { campaignId }: Sending, sink: CountingSink): string[] {
  const short = campaignId.replaceAll("-", "");
  const checks = {
    // Every attempt of a mail is recognisable as the same mail: one Message-ID, which is of this row and no other.
    "message-id": rows.every(({ seq, email }) => {
      const ids = [...(sink.ids.get(email) ?? [])];
      return ids.length <= 1 && ids.every((id) => id.startsWith(`<${short}.${seq}@`));
    }),
    // What the sink kept, the ledger calls accepted, unless it says itself that an answer never came.
    unrecorded: rows.every(
      ({ email, state, isUnanswered }) => !sink.kept.has(email) || state === "accepted" || isUnanswered,
    ),
  };
  return failures(checks);
}

/** Tries are numbered 1, 2, 3 without a gap and the last one says what the row says. A first try that was accepted is told by its row alone. */
function areTriesWhole({ state, attempts, code, tries }: Row): boolean {
  if (state === "accepted" && attempts === 1) return tries.length === 0;
  if (tries.length !== attempts || tries.some(({ attempt }, at) => attempt !== at + 1)) return false;
  const last = tries.at(-1);
  return !last || (last.code === code && (last.outcome === "accepted") === (state === "accepted"));
}

async function readLedger({ accountId, campaignId }: Sending): Promise<Ledger> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ"); // one moment, though somebody may still be at work
    const head = await client.query<Head>(HEAD, [accountId, campaignId]);
    const { rows } = await client.query<Row>(ROWS, [accountId, campaignId]);
    const counts = await client.query<{ state: string; n: number }>(
      "SELECT state, n FROM delivery_count WHERE account_id = $1 AND campaign_id = $2",
      [accountId, campaignId],
    );
    return { ...head.rows[0]!, rows, counts: Object.fromEntries(counts.rows.map(({ state, n }) => [state, n])) };
  } finally {
    await client.end();
  }
}

const HEAD = `SELECT c.status, r.made_to AS "madeTo", r.made_at IS NOT NULL AS "isMade", a.credits,
    (SELECT count(*)::int FROM delivery_lease l WHERE l.account_id = $1 AND l.campaign_id = $2) AS leases
  FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id JOIN account a ON a.id = r.account_id
  WHERE r.account_id = $1 AND r.campaign_id = $2`;

const ROWS = `SELECT d.seq, d.contact_id AS "contactId", d.email, d.state, d.attempts, d.reply_code AS code, d.settled_at IS NOT NULL AS "isSettled",
    d.flags & 128 > 0 AS "isUnanswered", d.lease_token IS NOT NULL AND d.state = 'leased' AS "isLeased", COALESCE(t.tries, '[]') AS tries
  FROM delivery d LEFT JOIN (SELECT seq, jsonb_agg(jsonb_build_object('attempt', attempt, 'outcome', outcome, 'code', code) ORDER BY attempt) AS tries
    FROM delivery_attempt WHERE account_id = $1 AND campaign_id = $2 GROUP BY seq) t ON t.seq = d.seq
  WHERE d.account_id = $1 AND d.campaign_id = $2 ORDER BY d.seq`;

function sameSet(rows: Row[], emails: string[]): boolean {
  const written = new Set(rows.map(({ email }) => email));
  return written.size === rows.length && written.size === emails.length && emails.every((email) => written.has(email));
}

function sameCounts(kept: Record<string, number>, counted: Record<string, number>): boolean {
  return [...new Set([...Object.keys(kept), ...Object.keys(counted)])].every(
    (state) => (kept[state] ?? 0) === (counted[state] ?? 0),
  );
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function failures(checks: Record<string, boolean>): string[] {
  return Object.entries(checks).flatMap(([name, holds]) => (holds ? [] : [name]));
}
