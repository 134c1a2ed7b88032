import { Prisma } from "@/prisma/generated/client";
import { audienceSql } from "@/lib/contacts";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

type Where = { accountId: string; campaignId: string };
type Run = { listId: string; madeTo: number; frozenTo: string | null; status: string };

const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Write the next `size` people of the audience into the ledger, the cursor in the same transaction: run it as often as you like,
 * from as many processes as you like, and everyone is in it once. People of a cancelled campaign are written as cancelled, so that
 * the ledger says who did not get it. Answers how many were added; 0 with nothing left to do.
 */
export function freezeChunk({ accountId, campaignId }: Where, size: number): Promise<number> {
  return bulkInAccount(
    accountId,
    async (client) => {
      const { rows: runs } = await client.query<Run>(
        `SELECT r.list_id AS "listId", r.made_to AS "madeTo", r.frozen_to AS "frozenTo", c.status
         FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id
         WHERE r.account_id = $1 AND r.campaign_id = $2 AND r.frozen_at IS NOT NULL AND r.made_at IS NULL
         FOR UPDATE OF r SKIP LOCKED`,
        [accountId, campaignId],
      );
      const run = runs[0];
      if (!run) return 0;
      const insert = chunkSql({ accountId, campaignId }, run, size);
      const { rows } = await client.query<{ contact_id: string }>(insert.text, insert.values);
      const last = rows.reduce((most, row) => (row.contact_id > most ? row.contact_id : most), run.frozenTo ?? NIL);
      const isLast = rows.length < size;
      await client.query(
        `UPDATE delivery_run SET made_to = made_to + $3, frozen_to = $4, made_at = CASE WHEN $5 THEN now() END
         WHERE account_id = $1 AND campaign_id = $2`,
        [accountId, campaignId, rows.length, last, isLast],
      );
      await client.query("SELECT delivery_grew($1, $2)", [campaignId, run.madeTo + rows.length]);
      if (isLast)
        await client.query(
          `INSERT INTO delivery_log (account_id, id, campaign_id, kind, detail)
           VALUES ($1, $2, $3, 'frozen', jsonb_build_object('n', $4::int))`,
          [accountId, newId(), campaignId, run.madeTo + rows.length],
        );
      return rows.length;
    },
    { statementMs: 60_000 },
  );
}

function chunkSql({ accountId, campaignId }: Where, { listId, madeTo, frozenTo, status }: Run, size: number) {
  const cancelled = status === "cancelled";
  return Prisma.sql`
    INSERT INTO delivery (account_id, campaign_id, seq, contact_id, email, state, settled_at)
    SELECT ${accountId}::uuid, ${campaignId}::uuid, ${madeTo}::int + row_number() OVER (ORDER BY contact_id), contact_id, email,
      ${cancelled ? "cancelled" : "queued"}::delivery_state, CASE WHEN ${cancelled}::boolean THEN now() END
    FROM (SELECT contact_id, email FROM (${audienceSql(accountId, listId)}) AS everyone
      WHERE contact_id > ${frozenTo ?? NIL}::uuid ORDER BY contact_id LIMIT ${size}::int) AS next
    RETURNING contact_id`;
}
