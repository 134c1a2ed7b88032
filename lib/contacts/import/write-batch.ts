import type { PoolClient } from "pg";
import { bulkInAccount } from "@/lib/platform/db";
import type { RowReason } from "@/lib/contacts/schema";
import type { Batch } from "./read-batches";
import { addPeople } from "./add-people";
import { stage } from "./stage";

const BATCH_MS = 60_000;

type Run = { accountId: string; importId: string };

/** Write a batch and move the import behind it, both or neither. False when the import is elsewhere or stopped: then nothing is written. */
export async function writeBatch(run: Run, batch: Batch): Promise<boolean> {
  return bulkInAccount(
    run.accountId,
    async (client) => {
      const { rows } = await client.query<{ list_id: string | null }>(
        `SELECT list_id FROM contact_import WHERE account_id = $1 AND id = $2 AND status = 'running' AND rows_read = $3 FOR UPDATE`,
        [run.accountId, run.importId, batch.from],
      );
      if (rows.length === 0) return false;
      await stage(client, run.accountId, batch.people);
      await addPeople(client, run);
      await keepRefusals(client, run, batch);
      await moveOn(client, run, batch);
      return true;
    },
    { statementMs: BATCH_MS },
  );
}

async function keepRefusals(client: PoolClient, { accountId, importId }: Run, { refusals }: Batch): Promise<void> {
  const rows = refusals.map(({ no, line, reason, sameAs, cells }) => ({
    no,
    line,
    reason,
    same_as: sameAs ?? null,
    cells: cells.slice(0, 50).map((cell) => cell.slice(0, 500).replaceAll("\0", "").toWellFormed()),
  }));
  await client.query(
    `INSERT INTO import_refusal (account_id, import_id, no, line, reason, same_as, cells)
     SELECT $1, $2, no, line, reason, same_as, ARRAY(SELECT jsonb_array_elements_text(cells))
     FROM jsonb_to_recordset($3::jsonb) AS given(no int, line int, reason text, same_as int, cells jsonb)`,
    [accountId, importId, JSON.stringify(rows)],
  );
  await client.query(
    `INSERT INTO import_refusal (account_id, import_id, no, line, reason, cells)
     SELECT $1, $2, no, line, outcome, ARRAY[email] FROM staged WHERE outcome = 'address_suppressed'`,
    [accountId, importId],
  );
}

async function moveOn(client: PoolClient, { accountId, importId }: Run, batch: Batch): Promise<void> {
  const { rows } = await client.query<{ outcome: string; n: number }>(
    "SELECT outcome, count(*)::int AS n FROM staged GROUP BY outcome",
  );
  const n = Object.fromEntries(rows.map((row) => [row.outcome, row.n]));
  const reasons: Partial<Record<RowReason, number>> = {};
  const add = (reason: RowReason, count: number) => count > 0 && (reasons[reason] = (reasons[reason] ?? 0) + count);
  for (const skip of SKIPPED) add(skip, n[skip] ?? 0);
  for (const { reason } of batch.refusals) add(reason, 1);
  add("address_suppressed", n.address_suppressed ?? 0);
  add(
    "values_unread",
    batch.people.reduce((sum, person) => sum + person.unread, 0),
  );
  const skipped = SKIPPED.reduce((sum, reason) => sum + (n[reason] ?? 0), 0);
  await client.query(
    `UPDATE contact_import SET rows_read = $3, rows_new = rows_new + $4, rows_updated = rows_updated + $5, rows_skipped = rows_skipped + $6,
       rows_refused = rows_refused + $7,
       reasons = reasons || (SELECT COALESCE(jsonb_object_agg(key, value::int + COALESCE((reasons ->> key)::int, 0)), '{}') FROM jsonb_each_text($8::jsonb))
     WHERE account_id = $1 AND id = $2`,
    [
      accountId,
      importId,
      batch.to,
      n.new ?? 0,
      n.updated ?? 0,
      skipped,
      batch.refusals.length + (n.address_suppressed ?? 0),
      JSON.stringify(reasons),
    ],
  );
}

const SKIPPED = ["unchanged", "unsubscribed", "suppressed", "left"] as const;
