import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { recordHits } from "@/lib/tracking";
import { as } from "@/tests/support/accounts";
import { startApp, type RunningApp } from "@/tests/support/app";
import { openBrowser } from "@/tests/support/browser";
import { makeSending, type Sending } from "@/tests/support/sendings";
import { complaintsOf, signedIn } from "@/tests/support/visit";

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0";

async function makeRead(): Promise<Sending> {
  const people = Array.from({ length: 12 }, (_, n) => `reader-with-a-rather-long-name-${n}`);
  const start = Date.now() - 5 * 3_600_000;
  const sending = await makeSending(people, new Date(start));
  await as(sending.account, async ({ accountId, db }) => {
    const { campaignId } = sending;
    await db.campaign.updateMany({
      where: { id: campaignId },
      data: { startedAt: new Date(start), finishedAt: new Date(start + 60_000) },
    });
    await db.deliveryRun.updateMany({ where: { campaignId }, data: { madeAt: new Date(start) } });
    await db.deliveryMinute.create({ data: { accountId, campaignId, minute: new Date(start), accepted: 12 } });
  });
  await recordHits(
    Array.from({ length: 40 }, (_, n) => ({
      ...sending.key((n % 12) + 1),
      kind: n % 3 === 0 ? ("click" as const) : ("open" as const),
      link: n % 3 === 0 ? (n % 6) + 1 : null,
      at: new Date(start + n * 450_000),
      agent: n % 5 === 0 ? "Mozilla/5.0" : agent,
      method: "GET",
      burst: 1,
    })),
  );
  return sending;
}

const looks = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 375, height: 800 } },
  { colorScheme: "light", viewport: { width: 320, height: 700 } },
] as const;

test("report, sending and their index read well in both themes and on a phone", async () => {
  const sending = await makeRead();
  for (const look of looks) {
    const context = await signedIn(browser, app.url, sending.account, look);
    for (const path of [
      "/reports",
      `/campaigns/${sending.campaignId}/report`,
      `/campaigns/${sending.campaignId}/report?by=machines`,
      `/campaigns/${sending.campaignId}/sending`,
    ]) {
      const page = await context.newPage();
      expect({ path, complaints: await complaintsOf(page, path) }).toEqual({ path, complaints: [] });
      if (process.env.SHOTS)
        await page.screenshot({
          path: `${process.env.SHOTS}/${path.replaceAll(/[^a-z]+/g, "-")}-${look.viewport.width}-${look.colorScheme}.png`,
          fullPage: true,
        });
      await page.close();
    }
    await context.close();
  }
}, 300_000);

test("recipients are filtered and exported", async () => {
  const sending = await makeRead();
  const context = await signedIn(browser, app.url, sending.account);
  const page = await context.newPage();
  await page.goto(`/campaigns/${sending.campaignId}/report`);
  await page.getByRole("searchbox", { name: "Find an address" }).fill("name-7@");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/q=name-7/);
  expect(await page.getByRole("table", { name: "Recipients" }).getByRole("rowheader").allTextContents()).toEqual([
    "reader-with-a-rather-long-name-7@example.com",
  ]);
  const csv = await context.request.get(`/campaigns/${sending.campaignId}/recipients.csv`);
  const lines = (await csv.text()).trim().split("\r\n");
  expect(lines).toHaveLength(13);
  expect(lines[1]).toMatch(/^reader-with-a-rather-long-name-0@example\.com,accepted,1,250,/);
  await context.close();
}, 240_000);

test("a stranger gets neither page nor stream nor file", async () => {
  const sending = await makeRead();
  const other = await makeSending(["someone"]);
  const context = await signedIn(browser, app.url, other.account);
  for (const path of ["report", "sending", "live", "recipients.csv"]) {
    const answer = await context.request.get(`/campaigns/${sending.campaignId}/${path}`);
    expect([path, answer.status()]).toEqual([path, 404]);
    expect(await answer.text()).not.toContain("reader-with");
  }
  await context.close();
}, 240_000);
