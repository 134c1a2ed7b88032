import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  cancelSending,
  launchCampaign,
  pauseSending,
  rescheduleLaunch,
  resendRest,
  resumeSending,
} from "@/lib/deliveries";
import { closeCancelled, closeRun } from "@/lib/deliveries/finish";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { graduateChunk } from "@/lib/deliveries/graduate";
import { startSending } from "@/lib/deliveries/start";
import { LIFETIME_MS } from "@/lib/deliveries/retry";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { launchTo, makeCampaign, makeReaders } from "@/tests/support/campaigns";

// The process that a button is pressed in has a clock of its own, which is wrong by days here. No engine looks after these accounts.
const HOUR = 3_600_000;
const MINUTE = 60_000;
const truth = () => performance.timeOrigin + performance.now();

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());
const showing = (hours: number) => vi.setSystemTime(truth() + hours * HOUR);

const runOf = (account: TestAccount, campaignId: string) =>
  as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }));
const campaignOf = (account: TestAccount, id: string) =>
  as(account, ({ db }) => db.campaign.findFirstOrThrow({ where: { id } }));
const isAbout = (at: Date | null, time: number) => Math.abs(at!.getTime() - time) < 5 * MINUTE;

async function makeSending(n: number) {
  const account = await makeAccount();
  const { campaignId } = await launchTo(account, n);
  const where = { accountId: account.accountId, campaignId };
  await startSending(where);
  await freezeChunk(where, n + 1);
  return { account, campaignId, where };
}

test.each([100, -100])(
  "a pause and going on are told by the database's clock: the web's is %i hours off",
  async (off) => {
    const { account, campaignId } = await makeSending(1);
    const before = (await runOf(account, campaignId)).expiresAt!;
    showing(off);
    await as(account, (tenant) => pauseSending(tenant, campaignId));
    expect(isAbout((await campaignOf(account, campaignId)).pausedAt, truth())).toBe(true);
    showing(-off);
    await as(account, (tenant) => resumeSending(tenant, campaignId));
    const after = (await runOf(account, campaignId)).expiresAt!;
    expect(after.getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(after.getTime() - before.getTime()).toBeLessThan(5 * MINUTE);
  },
);

test("an undo window and a chosen time are the same whatever clock the web has", async () => {
  const account = await makeAccount();
  const { listId } = await makeReaders(account, 1);
  const [held, moved] = [await makeCampaign(account, listId), await makeCampaign(account, listId)];
  showing(-50);
  const { startsAt } = await as(account, (tenant) => launchCampaign(tenant, { campaignId: held }));
  expect(isAbout(startsAt, truth())).toBe(true);
  showing(50);
  const sendAt = new Date(truth() + 2 * HOUR);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId: moved, sendAt }));
  const again = await as(account, (tenant) => rescheduleLaunch(tenant, { campaignId: moved }));
  expect(isAbout(again.startsAt, truth())).toBe(true);
});

test("the end and the lifetime of the rest are told by the database's clock", async () => {
  const { account, campaignId, where } = await makeSending(2);
  showing(90);
  await as(account, (tenant) => cancelSending(tenant, campaignId));
  expect(isAbout((await campaignOf(account, campaignId)).finishedAt, truth())).toBe(true);
  await closeCancelled(where, 2);
  while (await graduateChunk(where, 100));
  await closeRun(where);
  await as(account, (tenant) => resendRest(tenant, { campaignId, expected: 2 }));
  expect(isAbout((await runOf(account, campaignId)).expiresAt, truth() + LIFETIME_MS)).toBe(true);
});
