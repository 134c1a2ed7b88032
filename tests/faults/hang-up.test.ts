import pg from "pg";
import { test } from "vitest";
import { launchCounted, note, sized, slowBy, startFloor, untilMore, untilSent } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { chanceFor } from "@/tests/support/seed";

test("a database that hangs up while answers are in hand: they are kept and written, nobody is mailed twice", async () => {
  const begun = performance.now();
  const chance = chanceFor("hang-ups");
  const [mails, cuts] = sized([2_000, 5], [20_000, 40]);
  const floor = await startFloor(slowBy(2));
  const sending = await launchCounted(mails);
  const worker = await floor.hire([sending]);
  for (let cut = 0; cut < cuts; cut++) {
    await untilMore(chance.next() * (mails / cuts) * 0.8, sending, floor.sink);
    await hangUpOn(worker.child.pid!);
  }
  await untilSent(sending);
  await worker.kill("SIGTERM");
  const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
  note("database connections cut", begun, { mails, cuts, lost, duplicates, bound: 0, phantom, seed: chance.seed });
}, 300_000);

/** End every connection that a process has to the database, as a restart of the database would. */
async function hangUpOn(pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [
    `sender ${pid}`,
  ]);
  await client.end();
}
