import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "@/tests/support/campaigns";
import {
  arrivedOf,
  launchCounted,
  note,
  sized,
  slowBy,
  startFloor,
  untilMore,
  untilSent,
} from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { startOwnPostgres } from "@/tests/support/own-postgres";
import { chanceFor } from "@/tests/support/seed";

let postgres: Awaited<ReturnType<typeof startOwnPostgres>>;
beforeAll(async () => {
  postgres = await startOwnPostgres();
});
afterAll(() => postgres.remove());

test(
  "a database that crashes while mails fly, and recovers: nobody is lost and nobody is mailed twice",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("crashes");
    const [mails, crashes] = sized([2_000, 2], [30_000, 15]);
    const floor = await startFloor(slowBy(2));
    const sending = await launchCounted(mails);
    const workers = [await hire(floor, sending), await hire(floor, sending)];
    for (let crash = 0; crash < crashes; crash++) {
      await untilMore(chance.next() * (mails / crashes) * 0.8, sending, floor.sink);
      await postgres.stop("immediate");
      await wait(chance.between(0, 400));
      await postgres.start();
    }
    await untilSent(sending, 120);
    for (const worker of workers) await worker.kill("SIGTERM");
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
    note("database crash and recovery", begun, {
      mails,
      crashes,
      lost,
      duplicates,
      bound: 0,
      phantom,
      seed: chance.seed,
    });
  },
  sized(4, 20) * 60_000,
);

test.each([
  { what: "and leases outlive it", lease: sized(40, 180) },
  { what: "longer than the leases", lease: 3 },
])(
  "a database that is away $what: answers in hand are kept and written, nothing new is begun",
  async ({ what, lease }) => {
    const begun = performance.now();
    const [mails, seconds] = sized([600, 8], [3_000, 60]);
    const floor = await startFloor(slowBy(60));
    const sending = await launchCounted(mails);
    const workers = [await hire(floor, sending, lease), await hire(floor, sending, lease)];
    await until(() => arrivedOf(sending, floor.sink) >= mails / 4, 60);
    await postgres.stop("fast");
    const then = arrivedOf(sending, floor.sink);
    await wait(seconds * 1_000);
    // What each connection had begun, and no more.
    expect(arrivedOf(sending, floor.sink) - then).toBeLessThanOrEqual(workers.length * floor.connections);
    await postgres.start();
    await untilSent(sending, 120);
    for (const worker of workers) await worker.kill("SIGTERM");
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
    note(`database away, ${what}`, begun, { mails, away: seconds, lost, duplicates, bound: 0, phantom });
  },
  300_000,
);

function hire(floor: Awaited<ReturnType<typeof startFloor>>, sending: Parameters<typeof floor.hire>[0][0], lease = 40) {
  return floor.hire([sending], { LEASE_SECONDS: String(lease) });
}
