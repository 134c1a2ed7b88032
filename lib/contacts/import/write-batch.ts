import type { PoolClient } from "pg";
import { bulkInAccount } from "@/lib/platform/db";
import type { RowReason, SkipReason } from "@/lib/contacts/schema";
import { addPeople } from "./add-people";
import type { Batch } from "./read-batches";
import { stage } from "./stage";

type Run = { accountId: string; importId: string };
type Outcomes = Partial<Record<"new" | "updated" | "address_suppressed" | SkipReason, number>>;

const BATCH_MS = 60_000;
const SKIPPED = ["unchanged", "unsubscribed", "suppressed", "left"] as const satisfies SkipReason[];

/** Write a batch and move the import behind it, both or neither. False when the import is elsewhere or stopped: then nothing is written. */
export async function writeBatch(run: Run, batch: Batch): Promise<boolean> {
  return bulkInAccount(
    run.accountId,
    async (client) => {
      const { rows } = await client.query(
        `SELECT 1 FROM contact_import WHERE account_id = $1 AND id = $2 AND status = 'running' AND rows_read = $3 FOR UPDATE`,
        [run.accountId, run.importId, batch.from],
      );
      if (rows.length === 0) return false;
      await stage(client, batch.people);
      await addPeople(client, run, batch.people.length);
      const outcomes = await countOutcomes(client);
      if (batch.refusals.length > 0) await keepRefusals(client, run, batch);
      if (outcomes.address_suppressed) await keepSuppressed(client, run);
      await moveOn(client, run, batch, outcomes);
      return true;
    },
    { statementMs: BATCH_MS },
  );
}

async function countOutcomes(client: PoolClient): Promise<Outcomes> {
  const { rows } = await client.query<{ outcome: keyof Outcomes; n: number }>(
    "SELECT COALESCE(outcome, 'unchanged') AS outcome, count(*)::int AS n FROM staged GROUP BY outcome",
  );
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
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
}

async function keepSuppressed(client: PoolClient, { accountId, importId }: Run): Promise<void> {
  await client.query(
    `INSERT INTO import_refusal (account_id, import_id, no, line, reason, cells)
     SELECT $1, $2, no, line, outcome, ARRAY[email] FROM staged WHERE outcome = 'address_suppressed'`,
    [accountId, importId],
  );
}

async function moveOn(
  client: PoolClient,
  { accountId, importId }: Run,
  batch: Batch,
  outcomes: Outcomes,
): Promise<void> {
  const suppressed = outcomes.address_suppressed ?? 0;
  const skipped = SKIPPED.reduce((sum, reason) => sum + (outcomes[reason] ?? 0), 0);
  await client.query(
    `UPDATE contact_import SET rows_read = $3, rows_new = rows_new + $4, rows_updated = rows_updated + $5, rows_skipped = rows_skipped + $6,
       rows_refused = rows_refused + $7,
       reasons = reasons || (SELECT COALESCE(jsonb_object_agg(key, value::int + COALESCE((reasons ->> key)::int, 0)), '{}') FROM jsonb_each_text($8::jsonb))
     WHERE account_id = $1 AND id = $2`,
    [
      accountId,
      importId,
      batch.to,
      outcomes.new ?? 0,
      outcomes.updated ?? 0,
      skipped,
      batch.refusals.length + suppressed,
      JSON.stringify(reasonsOf(batch, outcomes)),
    ],
  );
}

function reasonsOf({ refusals, unread }: Batch, outcomes: Outcomes): Partial<Record<RowReason, number>> {
  const reasons: Partial<Record<RowReason, number>> = {};
  const add = (reason: RowReason, count = 0) => {
    if (count > 0) reasons[reason] = (reasons[reason] ?? 0) + count;
  };
  for (const reason of [...SKIPPED, "address_suppressed" as const]) add(reason, outcomes[reason]);
  for (const { reason } of refusals) add(reason, 1);
  add("values_unread", unread);
  return reasons;
}
