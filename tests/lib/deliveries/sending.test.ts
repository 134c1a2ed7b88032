import { afterAll, beforeAll, expect, test } from "vitest";
import { audienceOf, leaveList, unsubscribeContact } from "@/lib/contacts";
import { startSending } from "@/lib/deliveries/start";
import { cancelSending, launchCampaign, pauseSending, resumeSending, undoLaunch } from "@/lib/deliveries";
import { bulkInAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import {
  launchAtOnce,
  launchTo,
  makeCampaign,
  makeReaders,
  proofOf,
  runEngine,
  statusOf,
  until,
} from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

// One engine for the whole file: like in life, it sends for many accounts at once.
let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay();
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const isSent = (account: TestAccount, campaignId: string) => async () =>
  (await statusOf(account, campaignId)) === "sent";
const timesOf = (emails: string[]) => emails.map((email) => relay.accepted.get(email) ?? 0);

test("everyone gets it once, and the ledger says the same as the relay", async () => {
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 300);
  await until(isSent(account, campaignId));
  expect(timesOf(emails).every((times) => times === 1)).toBe(true);
  expect(await proofOf(account, campaignId)).toMatchObject({
    audience: 300,
    counts: { accepted: 300 },
    open: 0,
    isComplete: true,
  });
});

test("who is counted before is who is written down: the list less each exclusion, by reason", async () => {
  const account = await engine.makeAccount();
  const { listId, contactIds } = await makeReaders(account, 12);
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: contactIds[0]! }));
  await as(account, (tenant) => leaveList(tenant, { listId, contactId: contactIds[1]! }));
  const before = await as(account, (tenant) => audienceOf(tenant, listId));
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(isSent(account, campaignId));

  const { audience } = await proofOf(account, campaignId);
  const exclusions = await as(account, ({ db }) => db.deliveryExclusion.findMany({ where: { campaignId } }));
  expect(audience).toBe(before.receives);
  expect(Object.fromEntries(exclusions.map(({ reason, n }) => [reason, n]))).toEqual(before.excluded);
  expect(exclusions.reduce((sum, { n }) => sum + n, audience)).toBe(before.total);
});

test("two clicks at once launch it once", async () => {
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 40);
  const campaignId = await makeCampaign(account, listId);
  const clicks = await Promise.allSettled([1, 2, 3].map(() => launchAtOnce(account, campaignId)));
  expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await until(isSent(account, campaignId));
  expect(timesOf(emails).every((times) => times === 1)).toBe(true);
});

test("undone while it is held, nothing leaves and it is a draft again, which can be launched anew", async () => {
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 10);
  const campaignId = await makeCampaign(account, listId);
  const { startsAt } = await as(account, (tenant) => launchCampaign(tenant, { campaignId }));
  expect(startsAt.getTime()).toBeGreaterThan(Date.now() + 50_000);
  await as(account, (tenant) => undoLaunch(tenant, campaignId));
  expect(await statusOf(account, campaignId)).toBe("draft");
  expect(timesOf(emails).every((times) => times === 0)).toBe(true);

  await launchAtOnce(account, campaignId);
  await until(isSent(account, campaignId));
  await expect(as(account, (tenant) => undoLaunch(tenant, campaignId))).rejects.toMatchObject({ code: "conflict" });
  expect(timesOf(emails).every((times) => times === 1)).toBe(true);
});

test("a time that was chosen is kept, and one too soon is refused", async () => {
  const account = await engine.makeAccount();
  const { listId } = await makeReaders(account, 2);
  const campaignId = await makeCampaign(account, listId);
  const soon = as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt: new Date(Date.now() + 5_000) }));
  await expect(soon).rejects.toMatchObject({ reason: "send_at_too_soon", field: "sendAt" });
  const tomorrow = new Date(Date.now() + 86_400_000);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt: tomorrow }));
  expect(await statusOf(account, campaignId)).toBe("scheduled");
});

test("a pause stops it within two seconds, and what waits goes on waiting", async () => {
  relay.set({ delayMs: 20 });
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 3_000);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  await as(account, (tenant) => pauseSending(tenant, campaignId));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const then = timesOf(emails).filter(Boolean).length;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(timesOf(emails).filter(Boolean).length).toBe(then);
  expect(then).toBeLessThan(10_000);
  relay.set({ delayMs: 0 });
  const { counts } = await proofOf(account, campaignId);
  expect(counts).toMatchObject({ accepted: then, leased: 0, queued: 3_000 - then });
  // The log counts everybody who waits, those in hand too: a few of them were still begun before the workers saw it.
  const line = await as(account, ({ db }) =>
    db.deliveryLog.findFirstOrThrow({ where: { campaignId, kind: "paused" } }),
  );
  const { waiting } = line.detail as { waiting: number };
  expect(waiting).toBeGreaterThanOrEqual(3_000 - then);
  expect(waiting).toBeLessThanOrEqual(3_000);
});

test("cancelling says who will not get it, and the ledger knows each of them", async () => {
  relay.set({ delayMs: 20 });
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 2_000);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  const left = await as(account, (tenant) => cancelSending(tenant, campaignId));
  relay.set({ delayMs: 0 });
  await until(async () => (await proofOf(account, campaignId)).open === 0);
  const { counts, audience, isComplete } = await proofOf(account, campaignId);
  expect({ audience, isComplete }).toEqual({ audience: 2_000, isComplete: true });
  expect(counts.accepted + counts.cancelled).toBe(2_000);
  expect(timesOf(emails).filter(Boolean)).toHaveLength(counts.accepted);
  expect(Math.abs(left - counts.cancelled)).toBeLessThanOrEqual(600);
  expect(await statusOf(account, campaignId)).toBe("cancelled");
});

test("who leaves while it runs is not mailed any more", async () => {
  relay.set({ delayMs: 25 });
  const account = await engine.makeAccount();
  const { campaignId, contactIds, emails, listId } = await launchTo(account, 1_500);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  const last = contactIds.slice(-3);
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: last[0]! }));
  await as(account, (tenant) => leaveList(tenant, { listId, contactId: last[1]! }));
  relay.set({ delayMs: 0 });
  await until(isSent(account, campaignId));
  expect(timesOf(emails.slice(-3))).toEqual([0, 0, 1]);
  const rows = await as(account, ({ db }) => db.delivery.findMany({ where: { campaignId, state: "suppressed" } }));
  expect(rows.map(({ replyText }) => replyText ?? "").sort()).toEqual(["left", "unsubscribed"]);
});

test("the first mail does not wait for the whole audience to be written, and cancelling waits for nothing", async () => {
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 30_000);
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  const left = await as(account, (tenant) => cancelSending(tenant, campaignId));
  expect(left).toBeGreaterThan(0);
  const isClosed = async () => {
    const { isComplete, open } = await proofOf(account, campaignId);
    return isComplete && open === 0;
  };
  await until(isClosed, 60);
  const { counts } = await proofOf(account, campaignId);
  expect(counts.accepted + counts.cancelled).toBe(30_000);
}, 120_000);

test("pausing and cancelling go through while somebody holds the row that freezing and claiming work on", async () => {
  const account = await makeAccount(); // nobody sends for it: the row is ours alone
  const { campaignId } = await launchTo(account, 3);
  await startSending({ accountId: account.accountId, campaignId });
  await bulkInAccount(account.accountId, async (client) => {
    await client.query("SELECT 1 FROM delivery_run WHERE campaign_id = $1 FOR UPDATE", [campaignId]);
    await as(account, (tenant) => pauseSending(tenant, campaignId));
    expect(await statusOf(account, campaignId)).toBe("paused");
    expect(await as(account, (tenant) => cancelSending(tenant, campaignId))).toBe(3);
  });
  expect(await statusOf(account, campaignId)).toBe("cancelled");
});

test("the time of a pause is not counted against the time for which it is tried", async () => {
  const account = await makeAccount();
  const { campaignId } = await launchTo(account, 1);
  const expiry = () => as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }));
  await startSending({ accountId: account.accountId, campaignId });
  const before = (await expiry()).expiresAt!;
  await as(account, (tenant) => pauseSending(tenant, campaignId));
  // As if it had stood for five hours.
  await bulkInAccount(account.accountId, (client) =>
    client.query("UPDATE campaign SET paused_at = paused_at - interval '5 hours' WHERE id = $1", [campaignId]),
  );
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  const added = (await expiry()).expiresAt!.getTime() - before.getTime() - 5 * 3_600_000;
  expect(added).toBeGreaterThanOrEqual(0);
  expect(added).toBeLessThan(60_000);
});

test("a stranger's campaigns are not found, and nothing of theirs changes", async () => {
  const [ours, theirs] = [await engine.makeAccount(), await engine.makeAccount()];
  const { listId } = await makeReaders(theirs, 3);
  const campaignId = await makeCampaign(theirs, listId);
  await as(theirs, (tenant) => launchCampaign(tenant, { campaignId, sendAt: new Date(Date.now() + 86_400_000) }));
  const tries = [
    () => as(ours, (tenant) => launchCampaign(tenant, { campaignId })),
    () => as(ours, (tenant) => undoLaunch(tenant, campaignId)),
    () => as(ours, (tenant) => pauseSending(tenant, campaignId)),
    () => as(ours, (tenant) => resumeSending(tenant, campaignId)),
    () => as(ours, (tenant) => cancelSending(tenant, campaignId)),
    () => proofOf(ours, campaignId),
    () => proofOf(ours, newId()),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect(await statusOf(theirs, campaignId)).toBe("scheduled");
});

test("a suspended account sends nothing, and what runs stops", async () => {
  const account = await engine.makeAccount();
  const suspend = (status: string) =>
    inSystem((db) => db.account.update({ where: { id: account.accountId }, data: { status } }));
  const { listId, emails } = await makeReaders(account, 20);
  const campaignId = await makeCampaign(account, listId);
  await suspend("suspended");
  await expect(launchAtOnce(account, campaignId)).rejects.toMatchObject({ reason: "account_suspended" });

  await suspend("active");
  await as(account, (tenant) => launchCampaign(tenant, { campaignId }));
  await suspend("suspended");
  await inSystem((db) => db.campaign.updateMany({ where: { id: campaignId }, data: { startsAt: new Date() } }));
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  expect(timesOf(emails).filter(Boolean)).toEqual([]);
});
