import type { PoolClient } from "pg";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
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
  return inTurn(run, batch, "running", async (client) => {
    const found = await addBatch(client, run, batch);
    await tellBatch(client, run, batch, found);
  });
}

/** Do all that `writeBatch` does, take it back, and keep what was found: how many would be new, and the rows refused. */
export async function rehearseBatch(run: Run, batch: Batch): Promise<boolean> {
  const found = await takenBack(run, async (client) => {
    // A list that would be made is made too, for as long as this takes.
    await client.query(
      `WITH made AS (INSERT INTO contact_list (account_id, id, name) SELECT $1, $3, plan -> 'list' ->> 'name' FROM contact_import
           WHERE account_id = $1 AND id = $2 AND plan -> 'list' ? 'name' RETURNING id)
       UPDATE contact_import SET list_id = made.id FROM made WHERE account_id = $1 AND contact_import.id = $2`,
      [run.accountId, run.importId, newId()],
    );
    return addBatch(client, run, batch);
  });
  return inTurn(run, batch, "checking", (client) => tellBatch(client, run, batch, found));
}

/** Run `work` when the import is where this batch begins, and in this status; else do nothing and answer false. */
async function inTurn(run: Run, batch: Batch, status: string, work: (client: PoolClient) => Promise<void>) {
  return bulkInAccount(
    run.accountId,
    async (client) => {
      const { rows } = await client.query(
        `SELECT 1 FROM contact_import WHERE account_id = $1 AND id = $2 AND status = $3 AND rows_read = $4 FOR UPDATE`,
        [run.accountId, run.importId, status, batch.from],
      );
      if (rows.length === 0) return false;
      await work(client);
      return true;
    },
    { statementMs: BATCH_MS },
  );
}

class TakenBack<T> extends Error {
  constructor(readonly found: T) {
    super("taken back");
  }
}

async function takenBack<T>(run: Run, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const over = bulkInAccount(
    run.accountId,
    async (client): Promise<never> => {
      throw new TakenBack(await work(client));
    },
    { statementMs: BATCH_MS },
  );
  return over.catch((error: unknown) => {
    if (error instanceof TakenBack) return error.found as T;
    throw error;
  });
}

type Found = { outcomes: Outcomes; refusals: Batch["refusals"] };

async function addBatch(client: PoolClient, run: Run, batch: Batch): Promise<Found> {
  await stage(client, batch.people);
  await addPeople(client, run, batch.people.length);
  const outcomes = await countOutcomes(client);
  return { outcomes, refusals: outcomes.address_suppressed ? await listSuppressed(client) : [] };
}

async function tellBatch(client: PoolClient, run: Run, batch: Batch, { outcomes, refusals }: Found): Promise<void> {
  await keepRefusals(client, run, [...batch.refusals, ...refusals]);
  await moveOn(client, run, batch, outcomes);
}

async function listSuppressed(client: PoolClient): Promise<Batch["refusals"]> {
  const { rows } = await client.query<{ no: number; line: number; email: string }>(
    "SELECT no, line, email FROM staged WHERE outcome = 'address_suppressed'",
  );
  return rows.map(({ no, line, email }) => ({ no, line, reason: "address_suppressed", cells: [email] }));
}

async function countOutcomes(client: PoolClient): Promise<Outcomes> {
  const { rows } = await client.query<{ outcome: keyof Outcomes; n: number }>(
    "SELECT COALESCE(outcome, 'unchanged') AS outcome, count(*)::int AS n FROM staged GROUP BY outcome",
  );
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

async function keepRefusals(client: PoolClient, { accountId, importId }: Run, refusals: Batch["refusals"]) {
  if (refusals.length === 0) return;
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
