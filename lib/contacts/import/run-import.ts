import { z } from "zod";
import { bulkInAccount } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue, job, type Work } from "@/lib/platform/jobs";
import { deleteFile } from "@/lib/platform/storage";
import type { Import } from "./get-import";
import { readBatches, countRows } from "./read-batches";
import { rehearseBatch, writeBatch } from "./write-batch";

type Run = { accountId: string; importId: string };

const MAX_ROWS = 1_000_000;
const FORGET_MS = 60_000;

/**
 * Imports a file in batches. Each batch and the place it ends at commit together, so that after a crash the next run goes on behind
 * the last batch; a batch that finds another place than it expects knows that someone else runs, or that it was stopped, and ends.
 * A rehearsal does the same, and takes back each batch but what it found.
 */
export const runImport = job("contacts.import", z.object({ importId: z.uuid() }), async (work, { importId }) => {
  const run = { accountId: work.accountId!, importId };
  const begun = await begin(work, run);
  if (!begun) return;
  try {
    const ended = await readOn(work, run, begun);
    if (ended && begun.status === "checking") await finishCheck(work, run);
    else if (ended) await finish(work, run, { status: "done" });
  } catch (error) {
    // What can be told to a person ends the import; anything else is tried again by the queue.
    if (!(error instanceof AppError)) throw error;
    await finish(work, run, { status: "failed", failure: error.reason });
  }
});

type Begun = Pick<
  Import,
  "status" | "fileKey" | "encoding" | "delimiter" | "hasHeader" | "mapping" | "rowsRead" | "rowsTotal"
>;

async function begin(work: Work, { accountId, importId: id }: Run): Promise<Begun | null> {
  const waiting = await work.unit((db) => db.contactImport.findFirst({ where: { accountId, id, status: "queued" } }));
  if (waiting) await forgetRehearsal({ accountId, importId: id });
  return work.unit(async (db) => {
    await db.contactImport.updateMany({
      where: { accountId, id, status: "queued" },
      data: { status: "running", startedAt: new Date() },
    });
    const status = { in: ["running", "checking"] };
    return (await db.contactImport.findFirst({ where: { accountId, id, status } })) as Begun | null;
  });
}

// What a rehearsal refused is refused anew.
async function forgetRehearsal({ accountId, importId }: Run): Promise<void> {
  await bulkInAccount(
    accountId,
    (client) =>
      client.query("DELETE FROM import_refusal WHERE account_id = $1 AND import_id = $2", [accountId, importId]),
    { statementMs: FORGET_MS },
  );
}

/** True when the whole file was read, false when it was stopped. */
async function readOn(work: Work, run: Run, begun: Begun): Promise<boolean> {
  if (begun.rowsTotal === null) await countFirst(work, run, begun);
  for await (const batch of readAhead(readBatches(run.accountId, begun, begun.rowsRead))) {
    if (work.signal.aborted) {
      await work.unit((db) => enqueue(db, runImport, run.accountId, { importId: run.importId }, { key: run.importId }));
      return false;
    }
    const write = begun.status === "checking" ? rehearseBatch : writeBatch;
    if (!(await write(run, batch))) return false;
  }
  return true;
}

// The next batch is read while the database writes this one.
async function* readAhead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = source.next();
      next.catch(() => {}); // it is told when it is asked for
      yield value;
    }
  } finally {
    await next.catch(() => {});
    await source.return(undefined);
  }
}

async function countFirst(work: Work, { accountId, importId: id }: Run, begun: Begun): Promise<void> {
  const rowsTotal = await countRows(begun, MAX_ROWS);
  if (rowsTotal > MAX_ROWS)
    throw new AppError("too_large", "file_too_long", `A file may have ${MAX_ROWS} rows at the most.`);
  await work.unit((db) => db.contactImport.updateMany({ where: { accountId, id }, data: { rowsTotal } }));
}

async function finishCheck(work: Work, { accountId, importId: id }: Run): Promise<void> {
  await work.unit((db) =>
    db.contactImport.updateMany({ where: { accountId, id, status: "checking" }, data: { status: "checked" } }),
  );
}

async function finish(
  work: Work,
  { accountId, importId: id }: Run,
  end: { status: "done" | "failed"; failure?: string },
): Promise<void> {
  const ended = await work.unit(async (db) => {
    const { count } = await db.contactImport.updateMany({
      where: { accountId, id, status: { in: ["running", "checking"] } },
      data: { ...end, finishedAt: new Date() },
    });
    return count > 0 ? db.contactImport.findUnique({ where: { accountId_id: { accountId, id } } }) : null;
  });
  if (ended) await deleteFile(ended.fileKey); // what was imported is in the database, and the file is needed no more
}
