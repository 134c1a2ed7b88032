import { bulkInSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

// Who was tried before waits as deferred, so that the counts keep telling the two apart.
const WAITING = "CASE WHEN attempts > 0 THEN 'deferred' ELSE 'queued' END::delivery_state";

/** Push the end of these leases out, on the database's clock. Answers the tokens that still hold: the others are lost to someone else. */
export function renewLeases(owner: string, tokens: string[], leaseSeconds: number): Promise<Set<string>> {
  return bulkInSystem(async (client) => {
    const { rows } = await client.query<{ token: string }>(
      `UPDATE delivery_lease SET until = now() + make_interval(secs => $3)
       WHERE owner = $1 AND token = ANY($2::uuid[]) RETURNING token`,
      [owner, tokens, leaseSeconds],
    );
    return new Set(rows.map(({ token }) => token));
  });
}

/** Rows of one lease that were not tried, each with the time before which it shall not be tried either. */
export type Unsent = {
  accountId: string;
  campaignId: string;
  token: string;
  rows: { seq: number; notBeforeMs: number }[];
};

/** Give rows back that were claimed and not tried: they wait for the next claim, with no attempt counted. */
export function giveBack(unsent: Unsent[]): Promise<void> {
  return bulkInSystem(async (client) => {
    for (const { accountId, campaignId, token, rows } of unsent) {
      const seqs = rows.map(({ seq }) => seq);
      const waits = rows.map(({ notBeforeMs }) => Math.round(notBeforeMs));
      await client.query(
        `UPDATE delivery d SET state = ${WAITING}, next_at = now() + make_interval(secs => back.ms / 1000.0), lease_token = NULL
         FROM unnest($3::int[], $5::int[]) AS back(seq, ms)
         WHERE d.account_id = $1 AND d.campaign_id = $2 AND d.seq = ANY($3::int[]) AND d.seq = back.seq
           AND d.lease_token = $4 AND d.state = 'leased'`,
        [accountId, campaignId, seqs, token, waits],
      );
    }
  });
}

/** Forget leases whose rows are all settled or given back. */
export function dropLeases(tokens: string[]): Promise<void> {
  return bulkInSystem(async (client) => {
    await client.query("DELETE FROM delivery_lease WHERE token = ANY($1::uuid[])", [tokens]);
  });
}

/**
 * Take back what a sender that died was holding. Its rows are queued again under their old token, so that if it lives after
 * all and had an answer in hand, that answer still counts as long as nobody has claimed the row anew. Answers how many leases.
 */
export function sweepLeases(): Promise<number> {
  return bulkInSystem(async (client) => {
    const { rows } = await client.query<{ accountId: string; campaignId: string; token: string }>(
      `SELECT account_id AS "accountId", campaign_id AS "campaignId", token, from_seq, to_seq
       FROM delivery_lease WHERE until < now() ORDER BY until LIMIT 20 FOR UPDATE SKIP LOCKED`,
    );
    for (const { accountId, campaignId, token } of rows) {
      const { rowCount } = await client.query(
        `UPDATE delivery d SET state = ${WAITING}, next_at = now() FROM delivery_lease l
         WHERE l.account_id = $1 AND l.token = $3 AND d.account_id = $1 AND d.campaign_id = $2
           AND d.seq BETWEEN l.from_seq AND l.to_seq AND d.lease_token = $3 AND d.state = 'leased'`,
        [accountId, campaignId, token],
      );
      await client.query("DELETE FROM delivery_lease WHERE account_id = $1 AND token = $2", [accountId, token]);
      if (rowCount)
        await client.query(
          `INSERT INTO delivery_log (account_id, id, campaign_id, kind, detail)
           VALUES ($1, $2, $3, 'sender_lost', jsonb_build_object('n', $4::int))`,
          [accountId, newId(), campaignId, rowCount],
        );
    }
    return rows.length;
  });
}
