import { afterEach, beforeEach, expect, test } from "vitest";
import { readWarmUp } from "@/lib/deliveries";
import { readSending } from "@/lib/reports";
import { addDomain, setWarmUp } from "@/lib/senders";
import { inAccount } from "@/lib/platform/db";
import { as } from "@/tests/support/accounts";
import { launchTo, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeEach(async () => {
  relay = await startRelay();
  engine = runEngine(relay);
});
afterEach(async () => {
  await engine.stop();
  await relay.close();
});

test("a new domain sends what its day allows, says so, and goes on by itself when the day is over", async () => {
  const account = await engine.makeAccount();
  const { accountId } = account;
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain: "news.example.com" }));
  await as(account, (tenant) => setWarmUp(tenant, id, true));
  const { campaignId, emails } = await launchTo(account, 120);
  const kinds = async () => {
    const lines = await as(account, ({ db }) => db.deliveryLog.findMany({ where: { campaignId } }));
    return lines.map(({ kind }) => kind).filter((kind) => kind === "day_full");
  };
  await until(async () => (await kinds()).length === 1);
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 50, failed: 0 });
  expect(relay.total()).toBe(50);
  expect(await statusOf(account, campaignId)).toBe("sending");

  // No promise for tonight: the other seventy have a day of their own, with a hundred.
  const { left, warmUp } = await as(account, (tenant) => readSending(tenant, campaignId));
  expect({ left, limit: warmUp?.limit }).toEqual({ left: null, limit: 50 });
  const hours = (warmUp!.opensAt!.getTime() - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(23.9);
  expect(hours).toBeLessThanOrEqual(24);
  expect(warmUp!.doneAt).toEqual(warmUp!.opensAt);
  expect(await as(account, (tenant) => readWarmUp(tenant, campaignId, 0))).toBeNull();
  const many = await as(account, (tenant) => readWarmUp(tenant, campaignId, 700));
  expect(many!.doneAt!.getTime() - many!.opensAt!.getTime()).toBe(2 * 86_400_000); // 100, 200, 400
  const later = await as(account, (tenant) => readWarmUp(tenant, campaignId, 70, new Date(Date.now() + 90_000_000)));
  expect(later).toMatchObject({ limit: 100, opensAt: null, doneAt: null });

  // A day later: the fifty are no longer of the last 24 hours, and a hundred are allowed.
  await inAccount(accountId, async (db) => {
    await db.$executeRaw`UPDATE delivery_minute SET minute = minute - interval '25 hours' WHERE account_id = ${accountId}::uuid`;
    await db.$executeRaw`UPDATE sending_domain SET warm_up_since = warm_up_since - interval '25 hours' WHERE account_id = ${accountId}::uuid`;
  });
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  expect(emails.every((email) => relay.accepted.get(email) === 1)).toBe(true);
}, 90_000);
