import { expect, test } from "vitest";
import { addDomain, dayLimitOf, setWarmUp } from "@/lib/senders";
import { warmUpLimit, warmUpPlan } from "@/lib/senders/schema";
import { as, makeAccount } from "@/tests/support/accounts";

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
