import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createContact } from "@/lib/contacts";
import { as, makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { consent } from "../support/contacts";
import { makeDraft, readDraft } from "../support/drafts";
import { signedIn } from "../support/visit";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function visit(account: TestAccount, address: string, options = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account, options)).newPage();
  await page.goto(address);
  return page;
}

test("the preview reads as a contact would, in the dark, on a phone and as text", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  await as(account, (tenant) =>
    createContact(tenant, { email: "joao@example.com", name: "João Reis", fields: {}, listIds: [], consent }),
  );
  const page = await visit(account, `/campaigns/${campaignId}`);
  await page.getByLabel("Read it as a contact").fill("joã");
  await page.getByRole("button", { name: /João Reis/ }).click();
  const frame = page.frameLocator("iframe");
  await frame.getByText("Good evening João").waitFor();
  await page.getByRole("figure", { name: "In the inbox" }).getByText("Nine books for João").waitFor();

  const ground = () => frame.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  expect(await ground()).toBe("rgb(255, 255, 255)");
  await page.getByRole("button", { name: "Dark" }).click();
  await expect.poll(ground).toBe("rgb(28, 27, 25)");
  await page.getByRole("button", { name: "Phone" }).click();
  await expect.poll(() => frame.locator("html").evaluate((html) => html.clientWidth)).toBeLessThanOrEqual(375);
  await page.getByRole("button", { name: "Text", exact: true }).click();
  await page.getByText("the list (https://books.example/list?a=1&b=2)").waitFor();
  await page.context().close();
});

const attacks = [
  "<script>top.hit = 1; parent.postMessage('hit', '*'); alert(1)</script>",
  "<img src=x onerror=\"parent.postMessage('hit','*')\">",
  "<svg onload=\"parent.postMessage('hit','*')\"></svg>",
  "<a href=\"javascript:parent.postMessage('hit','*')\">press</a>",
  "<iframe srcdoc=\"<script>parent.parent.postMessage('hit','*')</script>\"></iframe>",
  "<style>@import 'javascript:1'; body{background:url(javascript:1)}</style>",
  "<meta http-equiv=refresh content=\"0;url=javascript:parent.postMessage('hit','*')\">",
  "</title><script>parent.postMessage('hit','*')</script>",
  "<form action='/sign-out'><button autofocus onfocus=\"parent.postMessage('hit','*')\">x</button></form>",
].join("\n");

test("nothing that an author or a contact brings along runs, in the page or in the preview", async () => {
  const account = await makeAccount();
  const name = "<img src=x onerror=alert(1)>";
  const { campaignId } = await makeDraft(account, {
    change: {
      mode: "code",
      code: `${attacks}<p>{{ name }}</p>`,
      name,
      subject: attacks.replaceAll("\n", "").slice(0, 250),
      fromName: name,
    },
  });
  await as(account, (tenant) =>
    createContact(tenant, { email: "evil@example.com", name: `Zed ${name}`, fields: {}, listIds: [], consent }),
  );
  const page = await (await signedIn(browser, app.url, account)).newPage();
  const hits: string[] = [];
  page.on("dialog", (dialog) => void (hits.push("dialog"), dialog.dismiss()));
  page.on(
    "console",
    (said) =>
      void (
        /Content Security Policy.*script|script.*Content Security Policy/.test(said.text()) && hits.push(said.text())
      ),
  );
  await page.exposeFunction("recordHit", () => hits.push("message"));
  await page.addInitScript("window.addEventListener('message', (e) => e.data === 'hit' && window.recordHit())");
  for (const address of ["/campaigns", `/campaigns/${campaignId}`, `/campaigns/${campaignId}/check`]) {
    await page.goto(address);
    await page.waitForTimeout(500);
  }
  await page.goto(`/campaigns/${campaignId}`);
  await page.getByLabel("Read it as a contact").fill("zed");
  await page.getByRole("button", { name: /Zed/ }).click();
  await page.frameLocator("iframe").getByText("Zed <img").waitFor();
  await page.goto(`/campaigns/${campaignId}/preview`);
  await page.waitForTimeout(500);
  expect(hits).toEqual([]);
  await page.context().close();
});

test("the preview is of no origin, runs nothing by its own headers, and is not found by strangers", async () => {
  const [account, stranger] = [await makeAccount(), await makeAccount()];
  const draft = await makeDraft(account);
  const { campaignId } = draft;
  const own = { origin: app.url };
  const address = `/campaigns/${campaignId}/preview`;
  const context = await signedIn(browser, app.url, account);
  const answer = await context.request.get(address);
  const policies = answer.headersArray().filter(({ name }) => name.toLowerCase() === "content-security-policy");
  expect(policies.map(({ value }) => value)).toEqual([
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; frame-ancestors 'self'",
  ]);
  expect(answer.headers()["cache-control"]).toBe("no-store");
  const page = await context.newPage();
  await page.goto(address);
  expect(await page.evaluate(() => window.origin)).toBe("null");

  const other = await signedIn(browser, app.url, stranger);
  for (const place of ["", "/check", "/preview"]) {
    const refused = await other.request.get(`/campaigns/${campaignId}${place}`);
    expect(refused.status()).toBe(404);
    expect(await refused.text()).not.toContain("Nine books");
  }
  const { content, version } = draft;
  const data = { ...content, version };
  expect((await other.request.post(`/campaigns/${campaignId}/draft`, { data, headers: own })).status()).toBe(404);
  const foreign = { origin: "https://evil.example" };
  expect((await context.request.post(`/campaigns/${campaignId}/draft`, { data, headers: foreign })).status()).toBe(403);
  expect(await readDraft(account, campaignId)).toMatchObject({ version });
  await Promise.all([context.close(), other.close()]);
});
