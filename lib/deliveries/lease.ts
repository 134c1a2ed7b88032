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
    for (const [accountId, campaignId, leases] of byCampaign(unsent)) {
      const rows = leases.flatMap(({ token, rows: own }) => own.map((row) => ({ ...row, token })));
      await client.query(
        `UPDATE delivery d SET state = ${WAITING}, next_at = now() + make_interval(secs => back.ms / 1000.0), lease_token = NULL
         FROM unnest($3::int[], $4::int[], $5::uuid[]) AS back(seq, ms, token)
         WHERE d.account_id = $1 AND d.campaign_id = $2 AND d.seq = ANY($3::int[]) AND d.seq = back.seq
           AND d.lease_token = back.token AND d.state = 'leased'`,
        [
          accountId,
          campaignId,
          rows.map(({ seq }) => seq),
          rows.map(({ notBeforeMs }) => Math.round(notBeforeMs)),
          rows.map(({ token }) => token),
        ],
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
    const { rows: ended } = await client.query<Ended>(
      `SELECT account_id AS "accountId", campaign_id AS "campaignId", token, from_seq AS "fromSeq", to_seq AS "toSeq"
       FROM delivery_lease WHERE until < now() ORDER BY until LIMIT 20 FOR UPDATE SKIP LOCKED`,
    );
    for (const [accountId, campaignId, leases] of byCampaign(ended)) {
      const tokens = leases.map(({ token }) => token);
      const { rows: lost } = await client.query<{ n: number }>(
        `WITH back AS (
           UPDATE delivery SET state = ${WAITING}, next_at = now() WHERE account_id = $1 AND campaign_id = $2
             AND seq BETWEEN $4 AND $5 AND lease_token = ANY($3::uuid[]) AND state = 'leased'
           RETURNING lease_token)
         SELECT count(*)::int AS n FROM back GROUP BY lease_token`,
        [
          accountId,
          campaignId,
          tokens,
          Math.min(...leases.map(({ fromSeq }) => fromSeq)),
          Math.max(...leases.map(({ toSeq }) => toSeq)),
        ],
      );
      await client.query("DELETE FROM delivery_lease WHERE account_id = $1 AND token = ANY($2::uuid[])", [
        accountId,
        tokens,
      ]);
      for (const { n } of lost)
        await client.query(
          `INSERT INTO delivery_log (account_id, id, campaign_id, kind, detail)
           VALUES ($1, $2, $3, 'sender_lost', jsonb_build_object('n', $4::int))`,
          [accountId, newId(), campaignId, n],
        );
    }
    return ended.length;
  });
}

type Ended = { accountId: string; campaignId: string; token: string; fromSeq: number; toSeq: number };

/** Each campaign once and in one order for everybody: whoever changes several holds the counts of one while waiting for those of the next. */
function byCampaign<T extends { accountId: string; campaignId: string }>(list: T[]): [string, string, T[]][] {
  const groups = Map.groupBy(list, ({ accountId, campaignId }) => `${accountId}:${campaignId}`);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, own]) => [...(key.split(":") as [string, string]), own]);
}
