import pg from "pg";
import { afterAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { inAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { enqueue, job } from "@/lib/platform/jobs";
import { startQueue } from "@/lib/platform/queue";
import { makeAccount } from "@/tests/support/accounts";

// Names of its own, so that queues of tests running beside this one leave these jobs alone.
const mine = newId();
const ran = new Map<string, (value: unknown) => void>();
const note = job(`test.note.${mine}`, z.object({ mark: z.string() }), async (work, { mark }) => {
  const lists = await work.unit((db) => db.contactList.count());
  ran.get(mark)?.({ accountId: work.accountId, lists });
});
const url = inject("databaseUrl");
const owner = new pg.Pool({ connectionString: url, max: 2 });
afterAll(() => owner.end());

const finished = (mark: string) => new Promise((resolve) => ran.set(mark, resolve));
const start = () => startQueue({ url, jobs: [note], signal: new AbortController().signal, concurrency: 2 });

test("a job added with a change runs in its account once the change is committed", async () => {
  const { accountId } = await makeAccount();
  const queue = await start();
  try {
    const done = finished("committed");
    await inAccount(accountId, async (db) => {
      await db.contactList.create({ data: { accountId, id: newId(), name: "seen by the job" } });
      await enqueue(db, note, accountId, { mark: "committed" });
    });
    expect(await done).toEqual({ accountId, lists: 1 });
  } finally {
    await queue.stop();
  }
});

test("what a worker had in hand when it was killed is run by the next one", async () => {
  const { accountId } = await makeAccount();
  await inAccount(accountId, (db) => enqueue(db, note, accountId, { mark: "orphan" }));
  // As a killed process leaves it: locked by a name that nobody keeps alive.
  await owner.query(
    `UPDATE graphile_worker._private_jobs SET locked_by = 'gone', locked_at = now() - interval '1 minute', attempts = 1
     WHERE payload->'input'->>'mark' = 'orphan' AND payload->>'accountId' = $1`,
    [accountId],
  );
  const done = finished("orphan");
  const queue = await start();
  try {
    expect(await done).toMatchObject({ accountId });
  } finally {
    await queue.stop();
  }
});
