import { contactEventSql } from "@/lib/contacts";
import { bulkInAccount } from "@/lib/platform/db";

/**
 * Tell contacts that a mail got through, `size` rows of the ledger at a time: unknown becomes valid, a row of soft bounces ends. Runs behind the
 * sending, so that sending does not wait for it. Answers whether there is more to do.
 */
export function graduateChunk(
  { accountId, campaignId }: { accountId: string; campaignId: string },
  size: number,
): Promise<boolean> {
  return bulkInAccount(
    accountId,
    async (client) => {
      const { rows: runs } = await client.query<{ from: number; to: number; since: Date | null }>(
        `SELECT known_to AS from, reopened_at AS since, LEAST(known_to + $3, made_to) AS to FROM delivery_run
         WHERE account_id = $1 AND campaign_id = $2 AND known_to < made_to FOR UPDATE SKIP LOCKED`,
        [accountId, campaignId, size],
      );
      const run = runs[0];
      if (!run) return false;
      const { rows } = await client.query<{ contactId: string; state: string }>(
        `SELECT contact_id AS "contactId", state FROM delivery
         WHERE account_id = $1 AND campaign_id = $2 AND seq > $3 AND seq <= $4
           AND ((state IN ('queued', 'leased') AND attempts = 0) OR (state = 'accepted' AND attempts = 1 AND ($5::timestamptz IS NULL OR settled_at >= $5)))`,
        [accountId, campaignId, run.from, run.to, run.since],
      );
      if (rows.some(({ state }) => state !== "accepted")) return false; // a first answer is still to come
      const contactIds = rows.map(({ contactId }) => contactId);
      if (contactIds.length > 0) {
        const sql = contactEventSql(accountId, { event: "deliver", contactIds });
        await client.query(sql.text, sql.values);
      }
      await client.query("UPDATE delivery_run SET known_to = $3 WHERE account_id = $1 AND campaign_id = $2", [
        accountId,
        campaignId,
        run.to,
      ]);
      return true;
    },
    { statementMs: 60_000 },
  );
}
