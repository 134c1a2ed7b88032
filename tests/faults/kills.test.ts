import { expect, test } from "vitest";
import { startSending } from "@/lib/deliveries/start";
import { inSystem } from "@/lib/platform/db";
import { until } from "@/tests/support/campaigns";
import { fast, launchCounted, note, sized, slowBy, startFloor, untilMore, untilSent } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { chanceFor } from "@/tests/support/seed";

const MINUTES = 60_000;
const MORTAL = { LEASE_SECONDS: "3" }; // what it held is soon taken over

test(
  "killed at random, two workers: nobody is lost, and no more arrive twice than connections died",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("kills");
    const [mails, kills] = sized([6_000, 8], [100_000, 100]);
    const floor = await startFloor(slowBy(50));
    const sending = await launchCounted(mails);
    const workers = [await floor.hire([sending], MORTAL), await floor.hire([sending], MORTAL)];
    for (let kill = 0; kill < kills; kill++) {
      // At full speed, with both at work; slow while one of them is away, so that there is something left to kill for.
      floor.sink.set(fast);
      await untilMore(chance.next() * (mails / kills) * 0.6, sending, floor.sink);
      const victim = chance.between(0, 2);
      await workers[victim]!.kill("SIGKILL");
      floor.sink.set(slowBy(50));
      workers[victim] = await floor.hire([sending], MORTAL);
    }
    floor.sink.set(fast);
    await untilSent(sending, 120);
    for (const worker of workers) await worker.kill("SIGTERM");
    const bound = kills * floor.connections;
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink, { duplicates: bound });
    note("kill -9 at random, two workers", begun, {
      mails,
      kills,
      lost,
      duplicates,
      bound,
      phantom,
      seed: chance.seed,
    });
  },
  sized(4, 60) * MINUTES,
);

test(
  "stopped gently in the middle, again and again: nobody twice, nobody lost, no lease left behind",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("stops");
    const [mails, stops] = sized([3_000, 4], [30_000, 20]);
    const floor = await startFloor();
    const sending = await launchCounted(mails);
    for (let stop = 0; stop < stops; stop++) {
      const worker = await floor.hire([sending]);
      await untilMore(chance.next() * (mails / stops) * 0.8, sending, floor.sink);
      const asked = performance.now();
      await worker.kill("SIGTERM");
      expect(performance.now() - asked).toBeLessThan(25_000);
      expect(worker.child.exitCode).toBe(0);
      expect(await leftBehind(sending.accountId)).toEqual({ leases: 0, leased: 0 });
    }
    const last = await floor.hire([sending]);
    await untilSent(sending);
    await last.kill("SIGTERM");
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
    note("SIGTERM in the middle", begun, { mails, stops, lost, duplicates, bound: 0, phantom, seed: chance.seed });
  },
  sized(4, 20) * MINUTES,
);

test("started by many at the same moment, two of them processes: begun once, nobody twice", async () => {
  const begun = performance.now();
  const mails = sized(2_000, 20_000);
  const floor = await startFloor();
  const sending = await launchCounted(mails);
  const [hired, starts] = await Promise.all([
    Promise.all([floor.hire([sending]), floor.hire([sending])]),
    Promise.all(Array.from({ length: 8 }, () => startSending(sending))),
  ]);
  expect(starts.filter(Boolean).length).toBeLessThanOrEqual(1);
  await untilSent(sending);
  for (const worker of hired) await worker.kill("SIGTERM");
  const { accountId, campaignId } = sending;
  const lines = await inSystem((db) => db.deliveryLog.findMany({ where: { accountId, campaignId } }));
  expect(lines.filter(({ kind }) => kind === "started")).toHaveLength(1);
  expect(lines.filter(({ kind }) => kind === "finished")).toHaveLength(1);
  const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
  note("double start", begun, { mails, lost, duplicates, bound: 0, phantom });
}, 240_000);

test(
  "frozen beyond its lease and woken again: the other has taken over, and the fence holds",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("freezes");
    const [mails, freezes] = sized([5_000, 2], [40_000, 12]);
    // Slow enough that the other is still at it when the first wakes up.
    const floor = await startFloor(slowBy(15));
    const sending = await launchCounted(mails);
    const workers = [await floor.hire([sending], MORTAL), await floor.hire([sending], MORTAL)];
    for (let freeze = 0; freeze < freezes; freeze++) {
      await untilMore(50 + chance.next() * 300, sending, floor.sink);
      const victim = workers[chance.between(0, 2)]!;
      const before = await countTakenBack(sending.campaignId);
      victim.child.kill("SIGSTOP");
      await until(async () => (await countTakenBack(sending.campaignId)) > before, 30);
      victim.child.kill("SIGCONT");
    }
    floor.sink.set(fast);
    await untilSent(sending);
    for (const worker of workers) await worker.kill("SIGTERM");
    const bound = freezes * floor.connections;
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink, { duplicates: bound });
    note("frozen beyond its lease", begun, { mails, freezes, lost, duplicates, bound, phantom, seed: chance.seed });
  },
  sized(4, 20) * MINUTES,
);

function leftBehind(accountId: string) {
  return inSystem(async (db) => ({
    leases: await db.deliveryLease.count({ where: { accountId } }),
    leased: await db.delivery.count({ where: { accountId, state: "leased" } }),
  }));
}

/** How many leases that had run out were taken back. */
function countTakenBack(campaignId: string): Promise<number> {
  return inSystem((db) => db.deliveryLog.count({ where: { campaignId, kind: "sender_lost" } }));
}
