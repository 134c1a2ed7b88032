import { expect, test } from "vitest";
import { listRecipients, listReports, readReport, readSending } from "@/lib/reports";
import { RecipientFilter } from "@/lib/reports/schema";
import { leaveByLink, giveReason, recordHits } from "@/lib/tracking";
import { newId } from "@/lib/platform/ids";
import { as, makeAccount } from "@/tests/support/accounts";
import { makeSending } from "@/tests/support/sendings";

const browser = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0";
const hour = 3_600_000;

async function makeRead() {
  const settled = new Date(Math.floor(Date.now() / hour) * hour - 2 * hour);
  const sending = await makeSending(["ana", "bia", "caio", "davi"], settled);
  const hit = (seq: number, kind: "open" | "click", minutes: number, link: number | null = null, agent = browser) => ({
    ...sending.key(seq),
    kind,
    link,
    at: new Date(settled.getTime() + minutes * 60_000),
    agent,
    method: "GET",
    burst: 1,
  });
  await recordHits([
    hit(1, "open", 5),
    hit(1, "open", 6),
    hit(1, "click", 7, 2),
    hit(2, "open", 70),
    hit(2, "click", 71, 2),
    hit(2, "click", 72, 3),
    hit(3, "open", 1, null, "Mozilla/5.0"),
    hit(4, "click", 1, 1, "SampleScanner/2"),
  ]);
  await leaveByLink(sending.key(2), "list");
  await giveReason(sending.key(2), "too_many");
  return { ...sending, settled };
}

test("the report adds up: people, programs and services apart, by link and by hour", async () => {
  const { account, campaignId, settled } = await makeRead();
  const report = await as(account, (tenant) => readReport(tenant, campaignId));

  expect(report).toMatchObject({ audience: 4, accepted: 4, failed: 0, waiting: 0, listName: "Readers" });
  expect(report.results).toEqual({
    opens: { people: 2, machines: 0, proxies: 1, hits: 4 },
    clicks: { people: 2, machines: 1, proxies: 0, hits: 4 },
    unsubscribes: 1,
  });
  expect(report.links.slice(0, 3).map(({ no, people, machines, hits }) => [no, people, machines, hits])).toEqual([
    [2, 2, 0, 2],
    [3, 1, 0, 1],
    [1, 0, 1, 1],
  ]);
  expect(report.step).toBe("hour");
  expect(
    report.series.map(({ at, opens, clicks, machines }) => [
      (at.getTime() - settled.getTime()) / hour,
      opens,
      clicks,
      machines,
    ]),
  ).toEqual([
    [0, 1, 1, 2],
    [1, 1, 1, 0],
  ]);
  expect(report.reasons).toEqual([{ reason: "too_many", n: 1 }]);
});

test("recipients are found by what they did and by their address, page by page", async () => {
  const { account, campaignId } = await makeRead();
  const find = (filter: object, size?: number) =>
    as(account, (tenant) => listRecipients(tenant, campaignId, RecipientFilter.parse(filter), size));
  const names = ({ recipients }: Awaited<ReturnType<typeof find>>) =>
    recipients.map(({ email }) => email.split("@")[0]);

  expect(names(await find({ show: "opened" }))).toEqual(["ana", "bia"]);
  expect(names(await find({ show: "left" }))).toEqual(["bia"]);
  expect(names(await find({ q: "CAIO" }))).toEqual(["caio"]);
  const first = await find({}, 3);
  expect([names(first), first.next]).toEqual([["ana", "bia", "caio"], 3]);
  expect(names(await find({ after: first.next }, 3))).toEqual(["davi"]);
});

test("a stranger finds neither the report nor the recipients, and has no reports of their own", async () => {
  const { campaignId } = await makeRead();
  const stranger = await makeAccount();
  await expect(as(stranger, (tenant) => readSending(tenant, campaignId))).rejects.toMatchObject({ code: "not_found" });
  await expect(as(stranger, (tenant) => readReport(tenant, newId()))).rejects.toMatchObject({ code: "not_found" });
  const recipients = as(stranger, (tenant) => listRecipients(tenant, campaignId, RecipientFilter.parse({})));
  await expect(recipients).rejects.toMatchObject({ code: "not_found" });
  expect(await as(stranger, (tenant) => listReports(tenant))).toEqual({ reports: [], next: null });
});
