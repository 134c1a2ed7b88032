import type { PoolClient } from "pg";
import { bulkInAccount } from "@/lib/platform/db";
import { Flag } from "./flags";

type Run = { from: number; madeTo: number; status: string };

/**
 * Queue the next `size` places of the ledger again whose people did not get it, the cursor in the same transaction. True while there is more to
 * do. Nobody is opened of a sending that was cancelled once more.
 */
export function reopenChunk(
  { accountId, campaignId }: { accountId: string; campaignId: string },
  size: number,
): Promise<boolean> {
  return bulkInAccount(
    accountId,
    async (client) => {
      const { rows: runs } = await client.query<Run>(
        `SELECT r.reopened_to AS from, r.made_to AS "madeTo", c.status
         FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id
         WHERE r.account_id = $1 AND r.campaign_id = $2 AND r.reopening > 0 FOR UPDATE OF r SKIP LOCKED`,
        [accountId, campaignId],
      );
      const run = runs[0];
      if (!run) return false;
      const to = run.status === "cancelled" ? run.madeTo : Math.min(run.from + size, run.madeTo);
      const opened = run.status === "cancelled" ? 0 : await reopen(client, [accountId, campaignId, run.from, to]);
      await client.query(
        `UPDATE delivery_run SET reopened_to = $3, reopening = CASE WHEN $3 >= made_to THEN 0 ELSE GREATEST(reopening - $4, 1) END
         WHERE account_id = $1 AND campaign_id = $2`,
        [accountId, campaignId, to, opened],
      );
      return to < run.madeTo;
    },
    { statementMs: 60_000 },
  );
}

// Who was tried before waits as deferred, as everywhere. Where a server took the mail without an answer, nobody tries again.
async function reopen(client: PoolClient, values: unknown[]): Promise<number> {
  const { rowCount } = await client.query(
    `UPDATE delivery SET state = CASE WHEN attempts > 0 THEN 'deferred' ELSE 'queued' END::delivery_state, next_at = now(), settled_at = NULL
     WHERE account_id = $1 AND campaign_id = $2 AND seq > $3 AND seq <= $4 AND state IN ('cancelled', 'expired')
       AND flags & ${Flag.ambiguous} = 0`,
    values,
  );
  return rowCount ?? 0;
}
