import { expect, test } from "vitest";
import { addDomain, dayLimitOf, setWarmUp } from "@/lib/senders";
import { warmUpLimit, warmUpPlan } from "@/lib/senders/schema";
import { as, makeAccount } from "@/tests/support/accounts";
import { launchAtOnce, makeReaders } from "@/tests/support/campaigns";
import { makeDraft } from "@/tests/support/drafts";

const DAY = 86_400_000;

test("the plan begins small, grows every day and ends", () => {
  const since = new Date("2026-11-01T10:00:00Z");
  const on = (day: number) => warmUpLimit(since, new Date(since.getTime() + day * DAY));
  expect(on(0)).toBe(50);
  expect(on(0.9)).toBe(50);
  for (let day = 1; day < warmUpPlan.length; day++) expect(on(day)!).toBeGreaterThan(on(day - 1)!);
  expect(on(warmUpPlan.length)).toBeNull();
});

test("a domain that is warmed up limits its own addresses and those below it, nobody else's", async () => {
  const account = await makeAccount();
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain: "warm.example" }));
  const limitOf = (address: string) => as(account, (tenant) => dayLimitOf(tenant, address));
  expect(await limitOf("a@warm.example")).toBeNull();
  await as(account, (tenant) => setWarmUp(tenant, id, true));
  expect(await limitOf("a@warm.example")).toEqual({ domain: "warm.example", limit: 50 });
  expect(await limitOf("a@News.warm.example")).toEqual({ domain: "warm.example", limit: 50 });
  expect(await limitOf("a@lukewarm.example")).toBeNull();
  await as(account, (tenant) => setWarmUp(tenant, id, false));
  expect(await limitOf("a@warm.example")).toBeNull();
});

test("a domain that is typed with letters of its own is limited like any other", async () => {
  const account = await makeAccount();
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain: "xn--gre-6ka8l.example" }));
  await as(account, (tenant) => setWarmUp(tenant, id, true));
  const limit = { domain: "xn--gre-6ka8l.example", limit: 50 };
  expect(await as(account, (tenant) => dayLimitOf(tenant, "news@Grüße.example"))).toEqual(limit);
  const { listId } = await makeReaders(account, 1);
  const { campaignId } = await makeDraft(account, { people: [], change: { listId, fromEmail: "news@Grüße.example" } });
  await launchAtOnce(account, campaignId);
  const where = { accountId_id: { accountId: account.accountId, id: campaignId } };
  const { fromEmail } = await as(account, ({ db }) => db.campaign.findUniqueOrThrow({ where }));
  expect(fromEmail).toBe("news@xn--gre-6ka8l.example"); // what is left of the day is counted by it
});
