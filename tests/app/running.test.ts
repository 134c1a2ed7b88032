import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchCampaign } from "@/lib/deliveries";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount } from "@/tests/support/accounts";
import { startApp, type RunningApp } from "@/tests/support/app";
import { openBrowser } from "@/tests/support/browser";
import { launchTo, makeCampaign, makeReaders, runEngine, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";
import { complaintsOf, signedIn } from "@/tests/support/visit";

let app: RunningApp;
let browser: Browser;
let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
  relay = await startRelay({ delayMs: 40 });
  engine = runEngine(relay);
}, 360_000);
afterAll(async () => {
  await engine?.stop();
  await relay?.close();
  await browser?.close();
  await app?.stop();
});

const looks: BrowserContextOptions[] = [
  { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { colorScheme: "dark", viewport: { width: 375, height: 800 } },
  { colorScheme: "light", viewport: { width: 320, height: 700 } },
];
const place = (id: string) => `/campaigns/${id}/sending`;

test("a sending is watched while it runs, paused, cancelled, and sent to the rest, and reads well all the while", async () => {
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 3_000);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  for (const look of looks) {
    const context = await signedIn(browser, app.url, account, look);
    expect(await complaintsOf(await context.newPage(), place(campaignId))).toEqual([]);
    await context.close();
  }
  const context = await signedIn(browser, app.url, account);
  const page = await context.newPage();
  await page.goto(place(campaignId));
  await page.getByText("Pause acts within seconds.").waitFor();
  const spoken = page.getByRole("status").filter({ hasText: "handed over" });
  const [before, shown] = [await spoken.textContent(), await page.getByText(/^[\d,]+of 3,000/).textContent()];
  await until(async () => (await page.getByText(/^[\d,]+of 3,000/).textContent()) !== shown);
  expect(before).toMatch(/^Sending\. [\d,]+ of 3,000 handed over\.$/);

  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByText("Nothing is on its way.").waitFor();
  await page.getByText(/Sample Member paused it/).waitFor();
  await page.getByRole("button", { name: "Cancel the rest" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel the rest" }).click();
  await page.getByRole("link", { name: "See the report" }).waitFor();
  relay.set({ delayMs: 0 });
  const isClosed = async () =>
    !(await as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }))).isOpen;
  await until(isClosed, 60);

  await page.reload();
  await page.getByRole("button", { name: "Send to those who did not get it" }).click();
  const dialog = page.getByRole("dialog");
  expect((await new AxeBuilder({ page }).include("[role=dialog]").analyze()).violations).toEqual([]);
  const count = dialog.getByRole("textbox");
  const asked = await dialog.getByRole("button", { name: /^Send to [\d,]+ people$/ }).textContent();
  if (await count.isVisible()) await count.fill(asked!.replace(/\D/g, ""));
  await dialog.getByRole("button", { name: /^Send to [\d,]+ people$/ }).click();
  await page.getByText("Nobody is left").waitFor({ timeout: 60_000 });
  expect(emails.every((email) => relay.accepted.get(email) === 1)).toBe(true);

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download the proof" }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^proof-.*\.json$/);
  const answer = await page.request.get(`/campaigns/${campaignId}/proof.json`);
  expect(answer.headers()["cache-control"]).toContain("no-store");
  expect(await answer.json()).toMatchObject({ final: true, states: { accepted: 3_000 } });
  await context.close();
}, 240_000);

test("what is spoken changes at most every ten seconds, however fast the numbers do", async () => {
  const account = await engine.makeAccount();
  relay.set({ delayMs: 40 });
  const { campaignId, emails } = await launchTo(account, 4_000);
  await until(() => emails.some((email) => relay.accepted.has(email)));
  const context = await signedIn(browser, app.url, account);
  const page = await context.newPage();
  await page.goto(place(campaignId));
  const spoken = page.getByRole("status").filter({ hasText: "handed over" });
  await spoken.waitFor({ state: "attached" });
  const changes = await spoken.evaluate(async (region) => {
    const at: number[] = [];
    const watch = new MutationObserver(() => at.push(performance.now()));
    watch.observe(region, { childList: true, characterData: true, subtree: true });
    await new Promise((resolve) => setTimeout(resolve, 23_000));
    return at;
  });
  relay.set({ delayMs: 0 });
  expect(changes.length).toBeGreaterThan(0);
  for (const [at, change] of changes.slice(1).entries()) expect(change - changes[at]!).toBeGreaterThan(9_500);
  await context.close();
}, 120_000);

test("one that is late asks what to do, and the time on readers' clocks is shown before it is sent", async () => {
  const account = await makeAccount(); // nobody sends for it
  const { listId, contactIds } = await makeReaders(account, 3);
  const late = await makeCampaign(account, listId);
  const draft = await makeCampaign(account, listId);
  await as(account, (tenant) =>
    launchCampaign(tenant, { campaignId: late, sendAt: new Date(Date.now() + 86_400_000) }),
  );
  await inSystem(async (db) => {
    await db.campaign.update({
      where: { id: late },
      data: { startsAt: new Date(Date.now() - 7_200_000), pausedReason: "late" },
    });
    await db.contactField.create({
      data: { accountId: account.accountId, id: contactIds[0]!, key: "zone", label: "Time zone" },
    });
    await db.contact.update({
      where: { accountId_id: { accountId: account.accountId, id: contactIds[0]! } },
      data: { fields: { zone: "Pacific/Kiritimati" } },
    });
  });
  for (const look of looks) {
    const context = await signedIn(browser, app.url, account, look);
    expect(await complaintsOf(await context.newPage(), place(late))).toEqual([]);
    await context.close();
  }
  const context = await signedIn(browser, app.url, account);
  const page = await context.newPage();
  await page.goto(`/campaigns/${draft}/check`);
  await page.getByRole("radio", { name: "At a time where each reader is" }).check();
  // In an hour at Greenwich, where the account is: long past in Kiritimati.
  await page
    .getByLabel("Date and time on their clock")
    .fill(new Date(Date.now() + 3_600_000).toISOString().slice(0, 16));
  await page.getByText("1 person is past that time already").waitFor();
  await page.getByText("Pacific/Kiritimati").waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.goto(place(late));
  await page.getByRole("button", { name: "Send now" }).click();
  await page.getByText("Held. Nothing has left. Until it begins").waitFor();
  await context.close();
}, 120_000);
