import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { launchCampaign } from "@/lib/deliveries";
import { as, makeAccount } from "@/tests/support/accounts";
import { makeCampaign, makeReaders } from "@/tests/support/campaigns";
import { launchCounted, note, sized, startFloor, untilSent, type Launched } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { chanceFor } from "@/tests/support/seed";

const RETRY_MS = 1_500;
const NEVER_BEFORE_MS = RETRY_MS * 0.8; // a fifth is left to chance

test.each([
  { what: "hours ahead", hours: 26 },
  { what: "days behind", hours: -100 },
])("a worker whose clock is $what and jumps: nobody twice, nothing early", async ({ what, hours }) => {
  const begun = performance.now();
  const chance = chanceFor(`clock ${what}`);
  const mails = sized(600, 6_000);
  const jumps = Array.from({ length: 20 }, () => hours + chance.between(-90, 90));
  // A tenth is put off once, so that times to come are in play.
  const floor = await startFloor({
    habit: ({ step, to, nth }) =>
      step === "rcpt" && nth === 1 && /[05]\d\./.test(to) ? { say: "450 4.2.0 Busy" } : undefined,
  });
  const sending = await launchCounted(mails);
  const worker = await floor.hire([sending], wrongClock(hours, jumps));
  await untilSent(sending, 40);
  await worker.kill("SIGTERM");
  const { lost, duplicates, phantom, states } = await expectKept(sending, floor.sink);
  expect(states).toEqual({ accepted: mails });
  const gaps = [...floor.sink.named.values()].flatMap(([first, second]) => (second ? [second - first!] : []));
  expect(gaps.length).toBeGreaterThan(mails / 10);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(NEVER_BEFORE_MS - 20);
  note(`clock ${what}, and jumping`, begun, { mails, lost, duplicates, bound: 0, phantom, seed: chance.seed });
});

test.each([{ hours: 30 }, { hours: -30 }])(
  "a campaign with a time of its own begins then, by a worker whose clock is $hours hours off",
  async ({ hours }) => {
    const begun = performance.now();
    const floor = await startFloor();
    const { sending, startsAt } = await launchLater(40, 6_000);
    const worker = await floor.hire([sending], wrongClock(hours, []));
    await untilSent(sending, 40);
    await worker.kill("SIGTERM");
    const { lost, duplicates, phantom } = await expectKept(sending, floor.sink);
    const first = Math.min(...[...floor.sink.kept.values()].flat());
    expect(first).toBeGreaterThanOrEqual(startsAt.getTime());
    expect(first - startsAt.getTime()).toBeLessThan(10_000);
    note(`chosen time, clock ${hours} h off`, begun, { mails: 40, lost, duplicates, bound: 0, phantom });
  },
);

function wrongClock(startHours: number, jumps: number[]) {
  const clock = pathToFileURL(path.resolve("tests/support/jumping-clock.mjs")).href;
  return {
    NODE_OPTIONS: `--import ${clock}`,
    RETRY_MS: String(RETRY_MS),
    CLOCK_START_HOURS: String(startHours),
    CLOCK_JUMPS: jumps.join(),
  };
}

/** A campaign with a time of its own that is not there yet, as if it had been chosen a while ago. */
async function launchLater(n: number, inMs: number): Promise<{ sending: Launched; startsAt: Date }> {
  const account = await makeAccount();
  const { listId, emails, contactIds } = await makeReaders(account, n);
  const campaignId = await makeCampaign(account, listId);
  const startsAt = new Date(Date.now() + inMs);
  const chosen = new Date(Date.now() - 3_600_000);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt: startsAt }, chosen));
  const { accountId } = account;
  return { sending: { account, accountId, campaignId, listId, emails, contactIds, granted: n + 1_000 }, startsAt };
}
