import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { cancelSending, pauseSending, resumeSending } from "@/lib/deliveries";
import { AppError } from "@/lib/platform/errors";
import { as } from "@/tests/support/accounts";
import { proofOf, statusOf, until } from "@/tests/support/campaigns";
import { arrivedOf, launchCounted, note, sized, startFloor, untilSent, type Launched } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { chanceFor, type Chance } from "@/tests/support/seed";

const HANDS = 10;
const HOLDS_WITHIN_MS = 5_000;
const slowly = { habit: ({ step }: { step: string }) => (step === "dot" ? { afterMs: 4 } : undefined) };

test(
  "ten hands pause and resume at once: nobody is lost, nobody is mailed twice, and a pause holds",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("hands");
    const [mails, seconds] = sized([5_000, 4], [50_000, 40]);
    const floor = await startFloor(slowly);
    const sending = await launchCounted(mails);
    const workers = [await floor.hire([sending]), await floor.hire([sending])];
    await until(() => arrivedOf(sending, floor.sink) > 0);
    const presses = await storm(sending, { chance, seconds, ways: [pauseSending, resumeSending] });
    await as(sending.account, (tenant) => pauseSending(tenant, sending.campaignId)).catch(alreadySo);
    const late = await arrivalsAfterPause(sending, floor.sink.kept);
    expect(late).toBe(0);
    expect(await statusOf(sending.account, sending.campaignId)).toBe("paused");

    await as(sending.account, (tenant) => resumeSending(tenant, sending.campaignId));
    floor.sink.set({ habit: () => undefined });
    await untilSent(sending, 120);
    for (const worker of workers) await worker.kill("SIGTERM");
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
    note("ten hands pause and resume", begun, {
      mails,
      presses,
      late,
      lost,
      duplicates,
      bound: 0,
      phantom,
      seed: chance.seed,
    });
  },
  sized(3, 10) * 60_000,
);

test(
  "ten hands pause, resume and cancel at once: whoever got it is written down, and so is whoever did not",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("cancels");
    const [mails, seconds] = sized([3_000, 2], [30_000, 10]);
    const floor = await startFloor(slowly);
    const sending = await launchCounted(mails);
    const workers = [await floor.hire([sending]), await floor.hire([sending])];
    await until(() => arrivedOf(sending, floor.sink) > 100);
    const storming = storm(sending, { chance, seconds, ways: [pauseSending, resumeSending] });
    await wait(seconds * 500);
    const cancels = await Promise.allSettled(
      Array.from({ length: HANDS }, () => as(sending.account, (tenant) => cancelSending(tenant, sending.campaignId))),
    );
    const cancelledAt = Date.now();
    expect(cancels.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    const presses = (await storming) + HANDS;
    await until(async () => (await proofOf(sending.account, sending.campaignId)).open === 0);
    await wait(Math.max(0, cancelledAt + HOLDS_WITHIN_MS + 500 - Date.now()));
    expect(arrivalsSince(floor.sink.kept, cancelledAt + HOLDS_WITHIN_MS)).toBe(0);
    for (const worker of workers) await worker.kill("SIGTERM");
    const { lost, duplicates, phantom, states } = await expectKept(sending, floor.sink);
    expect(states).toEqual({
      accepted: arrivedOf(sending, floor.sink),
      cancelled: mails - arrivedOf(sending, floor.sink),
    });
    note("ten hands cancel", begun, { mails, presses, lost, duplicates, bound: 0, phantom, seed: chance.seed });
  },
  sized(3, 10) * 60_000,
);

type Way = (tenant: Parameters<typeof pauseSending>[0], campaignId: string) => Promise<unknown>;

/** Ten hands that press what comes to their mind. What is refused is refused as a conflict and in no other way. Answers how often they pressed. */
async function storm(sending: Launched, { chance, seconds, ways }: { chance: Chance; seconds: number; ways: Way[] }) {
  const end = Date.now() + seconds * 1_000;
  let presses = 0;
  const hand = async () => {
    while (Date.now() < end) {
      const way = ways[chance.between(0, ways.length)]!;
      await as(sending.account, (tenant) => way(tenant, sending.campaignId)).catch(alreadySo);
      presses++;
      await wait(chance.between(0, 120));
    }
  };
  await Promise.all(Array.from({ length: HANDS }, hand));
  return presses;
}

function alreadySo(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== "conflict") throw error;
}

/** How many arrive later than a pause has to hold from now on. */
async function arrivalsAfterPause(sending: Launched, kept: Map<string, number[]>): Promise<number> {
  const paused = Date.now();
  await wait(HOLDS_WITHIN_MS + 2_000);
  expect(await statusOf(sending.account, sending.campaignId)).toBe("paused");
  return arrivalsSince(kept, paused + HOLDS_WITHIN_MS);
}

function arrivalsSince(kept: Map<string, number[]>, time: number): number {
  return [...kept.values()].flat().filter((at) => at > time).length;
}
