import { expect, test } from "vitest";
import { launchCampaign, rescheduleLaunch, undoLaunch } from "@/lib/deliveries";
import { startSending } from "@/lib/deliveries/start";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { makeCampaign, makeReaders, statusOf } from "@/tests/support/campaigns";

// The clock is given to each call, and no engine looks after these accounts.
const HOUR = 3_600_000;
const now = new Date();
const in3Hours = new Date(now.getTime() + 3 * HOUR);

async function makeScheduled(sendAt: Date | null = in3Hours) {
  const account = await makeAccount();
  const { listId } = await makeReaders(account, 2);
  const campaignId = await makeCampaign(account, listId);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt }, now));
  return { account, campaignId, where: { accountId: account.accountId, campaignId } };
}

const campaignOf = (account: TestAccount, id: string) =>
  as(account, ({ db }) => db.campaign.findFirstOrThrow({ where: { id } }));
const mailsOf = ({ accountId }: TestAccount) => inSystem((db) => db.outboxMail.findMany({ where: { accountId } }));

test("it does not begin before its time", async () => {
  const { account, campaignId, where } = await makeScheduled();
  expect(await startSending(where, new Date(in3Hours.getTime() - 1))).toBe(false);
  expect(await statusOf(account, campaignId)).toBe("scheduled");
});

test("within the hour it begins, however late", async () => {
  const { account, campaignId, where } = await makeScheduled();
  expect(await startSending(where, new Date(in3Hours.getTime() + HOUR))).toBe(true);
  expect(await statusOf(account, campaignId)).toBe("sending");
});

test("more than an hour late it is held, and whoever may send is asked by mail, once", async () => {
  const { account, campaignId, where } = await makeScheduled();
  const late = new Date(in3Hours.getTime() + HOUR + 1);
  const tries = await Promise.all([startSending(where, late), startSending(where, late), startSending(where, late)]);
  expect(tries).toEqual([false, false, false]);
  expect(await campaignOf(account, campaignId)).toMatchObject({
    status: "scheduled",
    pausedReason: "late",
    startedAt: null,
  });
  const mails = await mailsOf(account);
  expect(mails.map(({ toAddress }) => toAddress)).toEqual([account.email]);
  expect(mails[0]!.text).toContain(`/campaigns/${campaignId}/sending`);
  expect(await startSending(where, new Date(late.getTime() + HOUR))).toBe(false);
});

test("one that was sent at once is held as well when its worker slept: nobody is mailed in the middle of the night", async () => {
  const { account, campaignId, where } = await makeScheduled(null);
  expect(await startSending(where, new Date(now.getTime() + 2 * HOUR))).toBe(false);
  expect((await campaignOf(account, campaignId)).pausedReason).toBe("late");
});

test("a late one is sent now, moved, or taken back", async () => {
  const late = new Date(in3Hours.getTime() + 2 * HOUR);
  const sent = await makeScheduled();
  await startSending(sent.where, late);
  await as(sent.account, (tenant) => rescheduleLaunch(tenant, { campaignId: sent.campaignId }, late));
  expect(await startSending(sent.where, new Date(late.getTime() + 61_000))).toBe(true);

  const moved = await makeScheduled();
  await startSending(moved.where, late);
  const sendAt = new Date(late.getTime() + 5 * HOUR);
  await as(moved.account, (tenant) => rescheduleLaunch(tenant, { campaignId: moved.campaignId, sendAt }, late));
  expect(await startSending(moved.where, late)).toBe(false);
  expect(await campaignOf(moved.account, moved.campaignId)).toMatchObject({ pausedReason: null, startsAt: sendAt });
  expect(await startSending(moved.where, sendAt)).toBe(true);

  const back = await makeScheduled();
  await startSending(back.where, late);
  await as(back.account, (tenant) => undoLaunch(tenant, back.campaignId));
  expect(await campaignOf(back.account, back.campaignId)).toMatchObject({ status: "draft", pausedReason: null });
});

test("a time too soon is refused, and so is moving what has begun", async () => {
  const { account, campaignId, where } = await makeScheduled();
  const soon = as(account, (tenant) => rescheduleLaunch(tenant, { campaignId, sendAt: now }, now));
  await expect(soon).rejects.toMatchObject({ reason: "send_at_too_soon", field: "sendAt" });
  await startSending(where, in3Hours);
  const begun = as(account, (tenant) =>
    rescheduleLaunch(tenant, { campaignId, sendAt: new Date(now.getTime() + 9 * HOUR) }, now),
  );
  await expect(begun).rejects.toMatchObject({ code: "conflict", reason: "already_begun" });
});
