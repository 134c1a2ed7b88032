import type { PoolClient } from "pg";
import { receivingStatuses } from "@/lib/contacts/schema";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { DayLimit } from "@/lib/senders/schema";
import { LATE_MS } from "./late";

/** One person's mail in hand: the row, and what the letter needs of them now. */
export type Claimed = {
  seq: number;
  contactId: string;
  email: string;
  attempts: number;
  name: string;
  fields: Record<string, unknown>;
};

export type Claim = { token: string; rows: Claimed[] };

/** Why nothing was claimed though something may wait. */
export type Blocked = "not_sending" | "busy" | "no_credits" | "account_suspended" | "day_is_full";

type Ask = {
  accountId: string;
  campaignId: string;
  owner: string;
  most: number;
  leaseSeconds: number;
  /** What may leave from its domain in any 24 hours, while that is new. */
  dayLimit?: DayLimit | null;
};
type Candidate = Claimed & { standing: string | null };

/**
 * Take up to `most` rows of a sending campaign under a lease with a new fence token: first those whose time has come,
 * then the next of the frozen audience. Whoever may not receive mail any more is settled as suppressed here, so leaving takes
 * effect while a campaign runs. Never more than the account's credits can pay.
 */
export async function claimDeliveries(ask: Ask): Promise<Claim | Blocked> {
  try {
    return await bulkInAccount(ask.accountId, (client) => claim(client, ask));
  } catch (error) {
    if (error === SPENT_MEANWHILE) return "busy";
    throw error;
  }
}

const SPENT_MEANWHILE = new Error("another claim was faster with the last credits");

async function claim(client: PoolClient, ask: Ask): Promise<Claim | Blocked> {
  const allowed = await allowance(client, ask);
  if (typeof allowed === "string") return allowed;
  const { rows: runs } = await client.query<OpenRun>({
    name: "claim-run",
    text: `SELECT r.claimed_to AS "claimedTo", r.made_to AS "madeTo", r.list_id AS "listId",
        CASE WHEN r.wall_time IS NOT NULL THEN r.waves_seen_to END AS "seenTo"
      FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id
      WHERE r.account_id = $1 AND r.campaign_id = $2 AND r.is_open AND r.refusals_left > 0 AND c.status = 'sending' FOR UPDATE OF r SKIP LOCKED`,
    values: [ask.accountId, ask.campaignId],
  });
  const run = runs[0];
  if (!run) return "busy";
  const today = ask.dayLimit ? await leftToday(client, ask.accountId, ask.dayLimit) : allowed;
  if (today <= 0) return "day_is_full";
  return take(client, ask, run, Math.min(allowed, today));
}

type OpenRun = {
  claimedTo: number;
  madeTo: number;
  listId: string;
  /** By the clock of each reader: up to when its waves were seen to. */
  seenTo: Date | null;
};

async function take(client: PoolClient, ask: Ask, run: OpenRun, allowed: number): Promise<Claim> {
  const waiting = await waitingRows(client, ask, run, Math.ceil(allowed / 2));
  const to = Math.min(run.madeTo, run.claimedTo + allowed - waiting.length);
  const fresh = to > run.claimedTo ? await freshRows(client, ask, run.listId, run.claimedTo, to) : [];
  if (to > run.claimedTo)
    await client.query("UPDATE delivery_run SET claimed_to = $3 WHERE account_id = $1 AND campaign_id = $2", [
      ask.accountId,
      ask.campaignId,
      to,
    ]);
  const taken = await lease(client, ask, [...waiting, ...fresh]);
  if (taken.rows.length > 0) await assertPaid(client, ask);
  return taken;
}

/** How many mails the account can pay for beyond those that are in hand already. Only a look: outcomes are written to that row all the time. */
async function allowance(client: PoolClient, { accountId, most }: Ask): Promise<number | Blocked> {
  const { rows: accounts } = await client.query<{ credits: number; status: string; inHand: number }>({
    name: "claim-account",
    text: `SELECT credits, status, ${IN_HAND} AS "inHand" FROM account WHERE id = $1`,
    values: [accountId],
  });
  const account = accounts[0];
  if (!account || account.status !== "active") return "account_suspended";
  const free = account.credits - account.inHand;
  if (free > 0) return Math.min(most, free);
  return account.inHand > 0 ? "busy" : "no_credits";
}

/** What a domain that is being warmed up may still send of its 24 hours. Claims of two campaigns at once may each see the same rest: by one set at most. */
async function leftToday(client: PoolClient, accountId: string, { domain, limit }: DayLimit): Promise<number> {
  const { rows } = await client.query<{ n: number }>({
    name: "claim-day",
    text: `WITH own AS (SELECT id FROM campaign WHERE account_id = $1
        AND (lower(split_part(from_email, '@', 2)) = $2 OR lower(from_email) LIKE '%.' || $2))
      SELECT (SELECT COALESCE(sum(accepted), 0) FROM delivery_minute
          WHERE account_id = $1 AND campaign_id IN (SELECT id FROM own) AND minute > now() - interval '24 hours')::int
        + (SELECT COALESCE(sum(n), 0) FROM delivery_count
          WHERE account_id = $1 AND campaign_id IN (SELECT id FROM own) AND state = 'leased')::int AS n`,
    values: [accountId, domain],
  });
  return limit - (rows[0]?.n ?? 0);
}

const IN_HAND = `(SELECT COALESCE(sum(c.n), 0)::int FROM delivery_run r
  JOIN delivery_count c ON c.account_id = r.account_id AND c.campaign_id = r.campaign_id AND c.state = 'leased'
  WHERE r.account_id = $1 AND r.is_open)`;

/**
 * Claims of one account queue up here, at their very end, so that two never spend one credit. Not on the account's row: outcomes are
 * written to it all the time, and they would wait for a claim that waits for their counts.
 */
async function assertPaid(client: PoolClient, { accountId }: Ask): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('claim ' || $1, 0))", [accountId]);
  const { rows } = await client.query<{ enough: boolean }>({
    name: "claim-paid",
    text: `SELECT credits >= ${IN_HAND} AS enough FROM account WHERE id = $1`,
    values: [accountId],
  });
  if (!rows[0]?.enough) throw SPENT_MEANWHILE;
}

// What may still receive mail is asked at the last moment. The row of the ledger is locked first, so that cancelling waits for us or we for it.
// OFFSET 0 keeps these as look-ups by key: joined, a planner without statistics reads every contact to find a hundred.
const CANDIDATE = `SELECT d.seq, d.contact_id AS "contactId", d.email, d.attempts, c.name, c.fields,
    CASE WHEN c.id IS NULL THEN 'gone' WHEN m.contact_id IS NULL OR m.left_at IS NOT NULL THEN 'left' ELSE c.status END AS standing
  FROM delivery d
  LEFT JOIN LATERAL (SELECT id, name, fields, status FROM contact
    WHERE account_id = $1 AND id = d.contact_id OFFSET 0) c ON true
  LEFT JOIN LATERAL (SELECT contact_id, left_at FROM membership
    WHERE account_id = $1 AND list_id = $3 AND contact_id = d.contact_id OFFSET 0) m ON true
  WHERE d.account_id = $1 AND d.campaign_id = $2`;

// A wave that was missed for long is a person's to decide about; everyone of a wave has the same time, and their order is that of the ledger.
async function waitingRows(client: PoolClient, { accountId, campaignId }: Ask, run: OpenRun, most: number) {
  const { rows } = await client.query<Candidate>(
    `${CANDIDATE} AND d.next_at <= now() AND d.state IN ('queued', 'deferred')
       AND ($5::timestamptz IS NULL OR d.state = 'deferred' OR d.next_at <= $5 OR d.next_at > now() - make_interval(secs => $6))
     ORDER BY d.next_at, d.seq LIMIT $4 FOR UPDATE OF d SKIP LOCKED`,
    [accountId, campaignId, run.listId, most, run.seenTo, LATE_MS / 1000],
  );
  return rows;
}

async function freshRows(client: PoolClient, ask: Ask, listId: string, above: number, to: number) {
  const { rows } = await client.query<Candidate>(
    `${CANDIDATE} AND d.seq > $4 AND d.seq <= $5 AND d.state = 'queued' ORDER BY d.seq FOR UPDATE OF d`,
    [ask.accountId, ask.campaignId, listId, above, to],
  );
  return rows;
}

async function lease(client: PoolClient, ask: Ask, candidates: Candidate[]): Promise<Claim> {
  const { accountId, campaignId, owner, leaseSeconds } = ask;
  const mayReceive = ({ standing }: Candidate) => (receivingStatuses as readonly (string | null)[]).includes(standing);
  const rows = candidates.filter(mayReceive);
  const token = rows.length > 0 ? newId() : "";
  if (rows.length > 0) {
    const seqs = rows.map(({ seq }) => seq);
    await client.query(
      `INSERT INTO delivery_lease (account_id, token, campaign_id, owner, from_seq, to_seq, until)
       VALUES ($1, $2, $3, $4, $5, $6, now() + make_interval(secs => $7))`,
      [accountId, token, campaignId, owner, Math.min(...seqs), Math.max(...seqs), leaseSeconds],
    );
  }
  // One statement for both, so that its counts are locked at once and in their order.
  if (candidates.length > 0)
    await client.query({
      name: "claim-lease",
      text: `UPDATE delivery d SET next_at = NULL, state = CASE WHEN o.out IS NULL THEN 'leased' ELSE 'suppressed' END::delivery_state,
          lease_token = CASE WHEN o.out IS NULL THEN $5::uuid END, settled_at = CASE WHEN o.out IS NOT NULL THEN now() END,
          reply_text = COALESCE(o.out, d.reply_text)
        FROM unnest($3::int[], $4::text[]) AS o(seq, out)
        WHERE d.account_id = $1 AND d.campaign_id = $2 AND d.seq = ANY($3::int[]) AND d.seq = o.seq`,
      values: [
        accountId,
        campaignId,
        candidates.map(({ seq }) => seq),
        candidates.map((candidate) => (mayReceive(candidate) ? null : candidate.standing)),
        token || null,
      ],
    });
  return { token, rows };
}
