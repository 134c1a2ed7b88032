import { z } from "zod";
import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { bulkInAccount } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue, job, type Work } from "@/lib/platform/jobs";
import { wordsOf } from "@/lib/contacts/words";
import { readAddress } from "@/lib/platform/address";
import { getImport } from "./get-import";

const CHUNK = 2_000;
const DAY_MS = 86_400_000;

/** For how long after its end an import can be undone. */
export const UNDO_DAYS = 7;

/**
 * Take back what an import added and nothing has touched since: people it brought who were neither mailed nor changed nor put on another list, and
 * the places on its list. Runs in the worker. Throws `not_found`, or `conflict` when it is not over, was undone, or ended a week ago.
 */
export async function undoImport(tenant: Tenant, importId: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { fileName } = await getImport(tenant, importId);
  const { count } = await db.contactImport.updateMany({
    where: {
      accountId,
      id: importId,
      status: { in: ["done", "cancelled", "failed"] },
      rowsRead: { gt: 0 },
      finishedAt: { gt: new Date(now.getTime() - UNDO_DAYS * DAY_MS) },
    },
    data: { status: "undoing" },
  });
  if (count === 0) throw new AppError("conflict", "import_not_undoable", "This import can no longer be undone.");
  await enqueue(db, runUndo, accountId, { importId }, { key: importId });
  await recordAudit(db, { accountId, actor, action: "import.undo", subject: fileName, detail: { id: importId } });
}

/** Takes back an import in batches; each is whole, so it may be broken off and run again. */
export const runUndo = job(
  "contacts.undo-import",
  z.object({ importId: z.uuid() }),
  async (work, { importId }): Promise<void> => {
    const run = { accountId: work.accountId!, importId };
    const ended = (await forgetMemberships(work, run)) && (await forgetContacts(work, run));
    await work.unit(async (db) => {
      if (!ended) return enqueue(db, runUndo, run.accountId, { importId }, { key: importId });
      await db.contactImport.updateMany({
        where: { accountId: run.accountId, id: importId, status: "undoing" },
        data: { status: "undone", undoneAt: new Date() },
      });
    });
  },
);

type Run = { accountId: string; importId: string };

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** False when the worker stops before it is done. */
async function forgetMemberships({ signal }: Work, run: Run): Promise<boolean> {
  while (!signal.aborted) if ((await removeMemberships(run)) < CHUNK) return true;
  return false;
}

async function forgetContacts({ signal }: Work, run: Run): Promise<boolean> {
  let after: string | null = NOBODY;
  while (!signal.aborted) {
    after = await removeContacts(run, after);
    if (!after) return true;
  }
  return false;
}

async function removeMemberships({ accountId, importId }: Run): Promise<number> {
  return bulkInAccount(accountId, async (client) => {
    const { rowCount } = await client.query(
      `DELETE FROM membership WHERE (account_id, list_id, contact_id) IN (
         SELECT m.account_id, m.list_id, m.contact_id FROM membership m JOIN contact_import i
           ON i.account_id = m.account_id AND i.id = $2 AND m.list_id = i.list_id
         WHERE m.account_id = $1 AND m.import_id = $2 AND m.standing NOT IN ('left', 'unsubscribed', 'suppressed') LIMIT ${CHUNK})`,
      [accountId, importId],
    );
    return rowCount ?? 0;
  });
}

/** Remove the untouched among the next contacts by id; answers where to go on, or null at the end. */
async function removeContacts({ accountId, importId }: Run, after: string): Promise<string | null> {
  return bulkInAccount(accountId, async (client) => {
    const { rows } = await client.query<{ id: string; name: string; email: string; untouched: boolean }>(UNTOUCHED, [
      accountId,
      importId,
      after,
      CHUNK,
    ]);
    const gone = rows.filter((row) => row.untouched);
    const words = gone.flatMap(({ id, name, email }) => {
      const address = readAddress(email);
      return address ? wordsOf(name, address).map((word) => ({ id, word })) : [];
    });
    await client.query(
      `DELETE FROM contact_word w USING unnest($2::text[], $3::uuid[]) AS old(word, id)
       WHERE w.account_id = $1 AND w.word = old.word AND w.contact_id = old.id`,
      [accountId, words.map(({ word }) => word), words.map(({ id }) => id)],
    );
    const ids = gone.map(({ id }) => id);
    await client.query("DELETE FROM contact WHERE account_id = $1 AND id = ANY($2::uuid[])", [accountId, ids]);
    await client.query(
      "UPDATE contact_import SET rows_undone = rows_undone + $3 WHERE account_id = $1 AND id = $2 AND status = 'undoing'",
      [accountId, importId, ids.length],
    );
    return rows.at(-1)?.id ?? null;
  });
}

// Ids rise with time, so the people an import brought stand behind its own id.
const UNTOUCHED = `SELECT c.id, c.name, c.email, c.status = 'unknown' AND c.updated_at = c.created_at AND c.last_engaged_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.account_id = c.account_id AND m.contact_id = c.id)
    AND NOT EXISTS (SELECT 1 FROM consent_event e WHERE e.account_id = c.account_id AND e.contact_id = c.id
      AND e.import_id IS DISTINCT FROM c.import_id) AS untouched
  FROM contact c WHERE c.account_id = $1 AND c.import_id = $2 AND c.id > GREATEST($2::uuid, $3::uuid)
  ORDER BY c.id LIMIT $4 FOR UPDATE OF c`;
