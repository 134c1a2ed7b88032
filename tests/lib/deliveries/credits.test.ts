import { afterAll, beforeAll, expect, test } from "vitest";
import { freeCredits, launchCampaign, resumeSending } from "@/lib/deliveries";
import { inSystem } from "@/lib/platform/db";
import { as, type TestAccount } from "@/tests/support/accounts";
import {
  launchAtOnce,
  makeCampaign,
  makeReaders,
  proofOf,
  runEngine,
  statusOf,
  until,
} from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay({
    behave: (address) =>
      address.startsWith("gone") ? { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" } : { do: "accept" },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const setCredits = ({ accountId }: TestAccount, credits: number) =>
  inSystem((db) => db.account.update({ where: { id: accountId }, data: { credits } }));
const creditsOf = ({ accountId }: TestAccount) =>
  inSystem(async (db) => (await db.account.findUniqueOrThrow({ where: { id: accountId } })).credits);

test("one accepted mail costs one credit, one that bounces costs nothing", async () => {
  const account = await engine.makeAccount();
  const { listId } = await makeReaders(account, 20, (at) => (at < 5 ? `gone-${at}` : `here-${at}`));
  await setCredits(account, 100);
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 15, failed: 5 });
  expect(await creditsOf(account)).toBe(85);
});

test("a launch beyond the credits is refused before anything leaves, also when two launches want the same credits", async () => {
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 30);
  const [one, other] = [await makeCampaign(account, listId), await makeCampaign(account, listId)];
  await setCredits(account, 29);
  await expect(launchAtOnce(account, one)).rejects.toMatchObject({ code: "conflict", reason: "not_enough_credits" });

  await setCredits(account, 45);
  const tomorrow = new Date(Date.now() + 86_400_000);
  const launch = (campaignId: string) =>
    as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt: tomorrow }));
  const both = await Promise.allSettled([launch(one), launch(other)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await as(account, (tenant) => freeCredits(tenant))).toBe(15);
  expect(emails.some((email) => relay.accepted.has(email))).toBe(false);
});

test("credits that vanish while it runs pause it at the last one, never below nothing; with more it goes on", async () => {
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 200);
  const campaignId = await makeCampaign(account, listId);
  relay.set({ delayMs: 10 });
  await launchAtOnce(account, campaignId);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  const { counts } = await proofOf(account, campaignId);
  await setCredits(account, 40 + (counts.leased ?? 0));
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  relay.set({ delayMs: 0 });
  await until(async () => (await proofOf(account, campaignId)).counts.leased === 0);
  const credits = await creditsOf(account);
  expect(credits).toBeGreaterThanOrEqual(0);
  expect((await proofOf(account, campaignId)).open).toBeGreaterThan(0);

  await expect(as(account, (tenant) => resumeSending(tenant, campaignId))).rejects.toMatchObject({
    reason: "not_enough_credits",
  });
  await setCredits(account, 500);
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(emails.every((email) => relay.accepted.get(email) === 1)).toBe(true);
});

test("a list that outgrew the credits while it waited for its time is held before the first mail", async () => {
  const account = await engine.makeAccount();
  const { listId } = await makeReaders(account, 10);
  const campaignId = await makeCampaign(account, listId);
  await setCredits(account, 10);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId }));
  await setCredits(account, 9);
  await inSystem((db) => db.campaign.updateMany({ where: { id: campaignId }, data: { startsAt: new Date() } }));
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  await until(async () => (await proofOf(account, campaignId)).isComplete);
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ queued: 10, accepted: 0 });
});
