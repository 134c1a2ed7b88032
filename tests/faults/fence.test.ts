import { expect, test } from "vitest";
import { claimDeliveries, type Claim } from "@/lib/deliveries/claim";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { sweepLeases } from "@/lib/deliveries/lease";
import type { Outcome } from "@/lib/deliveries/outcome";
import { settleDeliveries } from "@/lib/deliveries/settle";
import { startSending } from "@/lib/deliveries/start";
import { as } from "@/tests/support/accounts";
import { until } from "@/tests/support/campaigns";
import { launchCounted, type Launched } from "@/tests/support/faults";

// Nobody sends for these accounts: two workers, step by step, one of which was away for longer than its lease.
const answers: Outcome[] = [
  { kind: "accepted", code: 250, enhanced: "2.0.0", text: "Kept" },
  { kind: "ambiguous", code: null, enhanced: null, text: "no answer in time" },
  { kind: "deferred", code: 451, enhanced: "4.3.0", text: "Later" },
  { kind: "hard_bounce", code: 550, enhanced: "5.1.1", text: "Nobody here" },
];

test.each(answers)("a late answer ($kind) changes nothing of a mail that another worker has by now", async (late) => {
  const sending = await launchFrozen();
  const lost = await claimOne(sending, "one", 0);
  await takeBack(sending);
  const held = await claimOne(sending, "other", 60);
  const before = await stateOf(sending);
  expect(before).toMatchObject({ state: "leased", attempts: 0 });
  await settle(sending, lost, late);
  expect(await stateOf(sending)).toEqual(before);

  await settle(sending, held, answers[0]!);
  const after = await stateOf(sending);
  expect(after).toMatchObject({ state: "accepted", attempts: 1, credits: before.credits - 1 });
  await settle(sending, held, answers[0]!); // a commit that was thought lost, and done again
  await settle(sending, lost, late);
  expect(await stateOf(sending)).toEqual(after);
});

test("a late answer counts as long as nobody else has the mail", async () => {
  const sending = await launchFrozen();
  const lost = await claimOne(sending, "one", 0);
  await takeBack(sending);
  await settle(sending, lost, answers[0]!);
  expect(await stateOf(sending)).toMatchObject({ state: "accepted", attempts: 1 });
  expect(await claim(sending, "other", 60)).toMatchObject({ rows: [] });
});

async function launchFrozen(): Promise<Launched> {
  const sending = await launchCounted(1);
  await startSending(sending);
  await freezeChunk(sending, 10);
  return sending;
}

function claim({ accountId, campaignId }: Launched, owner: string, leaseSeconds: number) {
  return claimDeliveries({ accountId, campaignId, owner, most: 1, leaseSeconds });
}

async function claimOne(sending: Launched, owner: string, leaseSeconds: number): Promise<Claim> {
  const claimed = await claim(sending, owner, leaseSeconds);
  if (typeof claimed === "string") throw new Error(claimed);
  expect(claimed.rows).toHaveLength(1);
  return claimed;
}

/** Engines of other tests sweep as well: it is taken back once, by whoever comes first. */
function takeBack(sending: Launched): Promise<void> {
  return until(async () => {
    await sweepLeases();
    return (await stateOf(sending)).state === "queued";
  });
}

async function settle({ accountId, campaignId }: Launched, { token }: Claim, outcome: Outcome): Promise<void> {
  await settleDeliveries([{ accountId, campaignId, seq: 1, token, outcome, triedBefore: false, delayMs: 1_000 }]);
}

function stateOf({ account, accountId, campaignId }: Launched) {
  return as(account, async ({ db }) => {
    const row = await db.delivery.findFirstOrThrow({ where: { campaignId } });
    const { credits } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const tries = await db.deliveryAttempt.count({ where: { campaignId } });
    const { state, attempts, leaseToken, replyCode, nextAt } = row;
    return { state, attempts, leaseToken, replyCode, nextAt, credits, tries };
  });
}
