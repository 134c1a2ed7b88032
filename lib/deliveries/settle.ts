import type { PoolClient } from "pg";
import { contactEventSql } from "@/lib/contacts";
import { batchInSystem, bulkInSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { Flag } from "./flags";
import type { Outcome } from "./outcome";
import { recordRefusals } from "./record-refusals";

/** The outcome of one try, on its way into the ledger. */
export type Settlement = {
  accountId: string;
  campaignId: string;
  seq: number;
  token: string;
  outcome: Outcome;
  triedBefore: boolean;
  /** Until the next try, where there may be one. */
  delayMs: number;
};

/** What the ledger holds after a settlement. A row that is missing had been taken over: its fence token no longer matched. */
type Settled = {
  accountId: string;
  campaignId: string;
  seq: number;
  contactId: string;
  attempts: number;
  state: string;
  kind: Outcome["kind"];
  email: string;
};

/**
 * Write the outcomes of tries: the rows, each try, the minute, the credits (one for each accepted mail) and what it says of the contact.
 * What was accepted at once goes in one transaction, the rest in one for each campaign; it can be done again as often as need be. Only rows that still carry the fence token change. Answers the campaigns that were refused for what we are
 * once too often: nobody of theirs is to be tried now.
 */
export async function settleDeliveries(settlements: Settlement[]): Promise<string[]> {
  const plain = settlements.filter(isPlain);
  const telling = settlements.filter((settlement) => !isPlain(settlement));
  if (plain.length > 0)
    await batchInSystem(
      byCampaign(plain).map((group) => ({ name: "settle-plain", text: SETTLE_PLAIN, values: plainValuesOf(group) })),
      { statementMs: STATEMENT_MS },
    );
  if (telling.length === 0) return [];
  const refused: string[] = [];
  // Each in a transaction of its own: they tell contacts, and nobody is to wait for another campaign with contacts in hand.
  for (const group of byCampaign(telling))
    if (await bulkInSystem((client) => settleAndTell(client, group), { statementMs: STATEMENT_MS }))
      refused.push(group[0]!.campaignId);
  return refused;
}

/** Accepted at the first try, as nearly all are: it says nothing new of the contact or the campaign, so one round trip will do. */
function isPlain({ outcome, triedBefore }: Settlement): boolean {
  return outcome.kind === "accepted" && !triedBefore;
}

// The campaign is a parameter and not a join: the planner then touches one partition. True when no refusal is left to it.
async function settleAndTell(client: PoolClient, group: Settlement[]): Promise<boolean> {
  const { accountId, campaignId } = group[0]!;
  // A claim locks the run before its rows; so does who will write to both.
  if (group.some(({ outcome }) => outcome.kind === "policy"))
    await client.query("SELECT 1 FROM delivery_run WHERE account_id = $1 AND campaign_id = $2 FOR UPDATE", [
      accountId,
      campaignId,
    ]);
  const { rows } = await client.query<Settled>(SETTLE, valuesOf(group));
  const refused = rows.filter(({ kind }) => kind === "policy").length;
  const left = refused > 0 ? await spendRefusals(client, { accountId, campaignId }, refused) : 1;
  await noteBounces(client, group, rows);
  const outcomes = new Map(group.map(({ seq, outcome }) => [seq, outcome]));
  const over = rows.filter(({ state }) => state === "failed" || state === "expired");
  await recordRefusals(
    client,
    accountId,
    over.map(({ seq, contactId, email }) => ({ campaignId, seq, contactId, email, outcome: outcomes.get(seq)! })),
  );
  await tellContacts(client, accountId, rows);
  return left <= 0;
}

async function spendRefusals(
  client: PoolClient,
  { accountId, campaignId }: Pick<Settlement, "accountId" | "campaignId">,
  n: number,
): Promise<number> {
  const { rows } = await client.query<{ left: number }>(
    'UPDATE delivery_run SET refusals_left = refusals_left - $3 WHERE account_id = $1 AND campaign_id = $2 RETURNING refusals_left AS "left"',
    [accountId, campaignId, n],
  );
  return rows[0]?.left ?? 0;
}

function valuesOf(group: Settlement[]): unknown[] {
  const { accountId, campaignId } = group[0]!;
  return [
    accountId,
    campaignId,
    group.map(({ seq }) => seq),
    group.map(({ token }) => token),
    group.map(({ outcome }) => outcome.kind),
    group.map(({ outcome }) => outcome.code),
    group.map(({ outcome }) => outcome.enhanced),
    group.map(({ outcome }) => outcome.text.slice(0, LONGEST_TEXT)),
    group.map(({ delayMs }) => delayMs),
  ];
}

function plainValuesOf(group: Settlement[]): unknown[] {
  const [accountId, campaignId, seqs, tokens, , codes, enhanced, texts] = valuesOf(group);
  return [accountId, campaignId, seqs, tokens, codes, enhanced, texts];
}

async function noteBounces(client: PoolClient, group: Settlement[], rows: Settled[]): Promise<void> {
  const bounced = rows.filter(({ kind }) => kind.endsWith("bounce")).slice(0, LOGGED);
  for (const row of bounced) {
    const { outcome } = group.find((told) => told.seq === row.seq)!;
    const detail = {
      email: row.email || "…",
      code: outcome.code,
      enhanced: outcome.enhanced ?? "",
    };
    await client.query(
      "INSERT INTO delivery_log (account_id, id, campaign_id, kind, detail) VALUES ($1, $2, $3, 'bounced', $4)",
      [row.accountId, newId(), row.campaignId, detail],
    );
  }
}

const STATEMENT_MS = 20_000;
const LONGEST_TEXT = 300;
const LOGGED = 3; // of one commit; all of them are in delivery_attempt

const SETTLE = `
  WITH told AS (
    SELECT t.*, r.expires_at < now() + make_interval(secs => t.delay_ms / 1000.0) AS too_late, c.status = 'cancelled' AS cancelled
    FROM unnest($3::int[], $4::uuid[], $5::text[], $6::smallint[], $7::text[], $8::text[], $9::int[])
      AS t(seq, token, kind, code, enhanced, text, delay_ms)
    JOIN delivery_run r ON r.account_id = $1 AND r.campaign_id = $2
    JOIN campaign c ON c.account_id = $1 AND c.id = $2
  ), judged AS (
    SELECT told.*, (CASE
      WHEN kind = 'accepted' THEN 'accepted'
      WHEN kind IN ('hard_bounce', 'soft_bounce', 'refused') THEN 'failed'
      WHEN cancelled THEN 'cancelled'
      WHEN too_late THEN 'expired'
      ELSE 'deferred' END)::delivery_state AS becomes FROM told
  ), fenced AS (
    UPDATE delivery d SET state = t.becomes, attempts = d.attempts + 1, lease_token = NULL,
      reply_code = t.code, reply_enhanced = t.enhanced, reply_text = CASE WHEN d.email <> '' THEN t.text END,
      flags = d.flags | (CASE WHEN t.kind = 'ambiguous' THEN ${Flag.ambiguous} WHEN t.kind LIKE '%bounce' THEN ${Flag.bounced} ELSE 0 END)::smallint,
      next_at = CASE WHEN t.becomes = 'deferred' THEN now() + make_interval(secs => t.delay_ms / 1000.0) END,
      settled_at = CASE WHEN t.becomes <> 'deferred' THEN now() END
    FROM judged t
    -- The list of numbers is said twice: without it a planner that has no statistics yet reads the whole campaign.
    WHERE d.account_id = $1 AND d.campaign_id = $2 AND d.seq = ANY($3::int[]) AND d.seq = t.seq AND d.lease_token = t.token
      AND d.state IN ('leased', 'queued', 'deferred')
    RETURNING d.seq, d.contact_id, d.email, d.attempts, d.state, t.kind, t.code, t.enhanced, d.reply_text AS text
  ), tried AS (
    INSERT INTO delivery_attempt (account_id, campaign_id, seq, attempt, outcome, code, enhanced, text)
    SELECT $1, $2, seq, attempts, kind, code, enhanced, text FROM fenced
  ), paid AS (
    UPDATE account SET credits = credits - n FROM (SELECT count(*) AS n FROM fenced WHERE state = 'accepted') AS mails
    WHERE id = $1 AND n > 0 RETURNING n
  ), counted AS (
    -- After the account, as everywhere: in one order nobody waits in a ring.
    INSERT INTO delivery_minute AS kept (account_id, campaign_id, minute, accepted, deferred, failed)
    SELECT $1, $2, date_trunc('minute', now()), COALESCE((SELECT n FROM paid), 0),
      count(*) FILTER (WHERE state = 'deferred'), count(*) FILTER (WHERE state IN ('failed', 'expired'))
    FROM fenced HAVING count(*) > 0
    ON CONFLICT (account_id, campaign_id, minute) DO UPDATE SET accepted = kept.accepted + excluded.accepted,
      deferred = kept.deferred + excluded.deferred, failed = kept.failed + excluded.failed
  )
  SELECT $1::text AS "accountId", $2::text AS "campaignId", seq, contact_id AS "contactId", email, attempts, state, kind FROM fenced`;

// Of a first try that was accepted, its row in the ledger is the whole story: when, and what the relay said. delivery_attempt keeps the other tries.
const SETTLE_PLAIN = `
  WITH fenced AS (
    UPDATE delivery d SET state = 'accepted', attempts = 1, lease_token = NULL, next_at = NULL, settled_at = now(),
      reply_code = t.code, reply_enhanced = t.enhanced, reply_text = CASE WHEN d.email <> '' THEN t.text END
    FROM unnest($3::int[], $4::uuid[], $5::smallint[], $6::text[], $7::text[]) AS t(seq, token, code, enhanced, text)
    WHERE d.account_id = $1 AND d.campaign_id = $2 AND d.seq = ANY($3::int[]) AND d.seq = t.seq AND d.lease_token = t.token
      AND d.attempts = 0 AND d.state IN ('leased', 'queued')
    RETURNING 1
  ), counted AS (
    INSERT INTO delivery_minute AS kept (account_id, campaign_id, minute, accepted)
    SELECT $1, $2, date_trunc('minute', now()), count(*) FROM fenced HAVING count(*) > 0
    ON CONFLICT (account_id, campaign_id, minute) DO UPDATE SET accepted = kept.accepted + excluded.accepted
  )
  UPDATE account SET credits = credits - n FROM (SELECT count(*) AS n FROM fenced) AS mails WHERE id = $1 AND n > 0`;

/** Bounces at once; a mail that got through only later ends a row of soft bounces. First tries that succeed are told in sets (graduate.ts). */
async function tellContacts(client: PoolClient, accountId: string, rows: Settled[]): Promise<void> {
  const tell = async (event: Parameters<typeof contactEventSql>[1]["event"], about: Settled[]) => {
    if (about.length === 0) return;
    const sql = contactEventSql(accountId, { event, contactIds: about.map(({ contactId }) => contactId) });
    await client.query(sql.text, sql.values);
  };
  await tell(
    "hard_bounce",
    rows.filter(({ kind }) => kind === "hard_bounce"),
  );
  // Busy for the whole lifetime counts as soft; refused for what we are, or unanswered, says nothing of the contact.
  await tell(
    "soft_bounce",
    rows.filter(({ kind, state }) => kind === "soft_bounce" || (kind === "deferred" && state === "expired")),
  );
  await tell(
    "deliver",
    rows.filter(({ state, attempts }) => state === "accepted" && attempts > 1),
  );
}

function byCampaign(settlements: Settlement[]): Settlement[][] {
  const groups = Map.groupBy(settlements, ({ accountId, campaignId }) => `${accountId}:${campaignId}`);
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}
