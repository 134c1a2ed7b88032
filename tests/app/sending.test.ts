import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { inAccount, inSystem } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { addDomain, addSender, dayLimitOf, getDomain, listDomains, listSenders, relayOf } from "@/lib/senders";
import { checkDomain, testRelay } from "@/lib/senders/jobs";
import { AddSender } from "@/lib/senders/schema";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { startApp, type RunningApp } from "@/tests/support/app";
import { openBrowser } from "@/tests/support/browser";
import { makeDraft } from "@/tests/support/drafts";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";
import { complaintsOf, signedIn } from "@/tests/support/visit";

const settings = env();
const zone: Zone = {};
let app: RunningApp;
let browser: Browser;
let server: Awaited<ReturnType<typeof startDnsServer>>;

beforeAll(async () => {
  server = await startDnsServer(zone);
  settings.DNS_SERVERS = [server.address];
  [app, browser] = await Promise.all([startApp({ ALLOW_PRIVATE_RELAYS: "1" }), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
  await server.close();
});

async function visit(account: TestAccount, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account, options)).newPage();
  await page.goto(address);
  return page;
}

// What the worker would do.
const signal = new AbortController().signal;
const check = ({ accountId }: TestAccount, domainId: string) =>
  runJob(checkDomain, { accountId, input: { domainId } }, { signal, attempt: 1 });

const domainOf = ({ accountId }: TestAccount) => `shop-${accountId.slice(-8)}.example`;

async function publishKey(account: TestAccount, id: string) {
  const { records } = await as(account, (tenant) => getDomain(tenant, id));
  for (const { record, host, value } of records) if (record === "dkim1") zone[`${host} TXT`] = [value];
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("a domain is added, shows what to publish, and says what DNS holds once it was asked", async () => {
    const account = await makeAccount();
    const page = await visit(account, "/settings/sending", { javaScriptEnabled });
    await page.getByRole("textbox", { name: "Domain" }).fill("gmail.com");
    await page.getByRole("button", { name: "Add domain" }).click();
    await page.getByText("Use a domain of your own").first().waitFor();
    expect(await page.getByRole("textbox", { name: "Domain" }).inputValue()).toBe("gmail.com");
    await page.getByRole("textbox", { name: "Domain" }).fill(domainOf(account));
    await page.getByRole("button", { name: "Add domain" }).click();
    await page.getByRole("heading", { name: domainOf(account) }).waitFor();
    await page.getByText("Waiting for its key").waitFor();
    await page.getByText("DNS is being asked").waitFor();

    const { id } = (await as(account, listDomains))[0]!;
    const [key] = (await as(account, (tenant) => getDomain(tenant, id))).records;
    await page.getByText(key!.value, { exact: true }).waitFor();
    await publishKey(account, id);
    await check(account, id);
    if (!javaScriptEnabled) await page.reload();
    await page.getByText("Verified", { exact: true }).waitFor();
    await page.getByText("The key is published and is the right one.").waitFor();
    await page.getByText("There is no DMARC record.", { exact: false }).waitFor();
    await page.getByText(`v=DMARC1; p=none; rua=mailto:postmaster@${domainOf(account)}`).waitFor();
    await page.context().close();
  });

  test("a sender is added, and confirmed by whoever reads its mailbox", async () => {
    const account = await makeAccount();
    const address = `news@${domainOf(account)}`;
    const page = await visit(account, "/settings/sending", { javaScriptEnabled });
    const form = page.getByRole("form", { name: "Add sender" });
    await form.getByLabel("Sender name").fill("Sample Shop");
    await form.getByLabel("Sender address").fill("shop@hotmail.com");
    await form.getByRole("button", { name: "Add sender" }).click();
    await page.getByText("Free mailboxes", { exact: false }).first().waitFor();
    await form.getByLabel("Sender address").fill(address);
    await form.getByRole("button", { name: "Add sender" }).click();
    const row = page.getByRole("row").filter({ hasText: address });
    await row.getByText("Waiting for a yes").waitFor();

    const mail = await inSystem((db) => db.outboxMail.findFirstOrThrow({ where: { accountId: account.accountId } }));
    const link = /http\S+\/sender\/\S+/.exec(mail.text)![0].replace(/^https?:\/\/[^/]+/, app.url);
    const reader = await (await browser.newContext({ javaScriptEnabled })).newPage();
    await reader.goto(link);
    await reader.reload(); // looking says nothing
    expect(await as(account, listSenders)).toContainEqual(expect.objectContaining({ address, isConfirmed: false }));
    await reader.getByRole("button", { name: "Yes, it may send" }).click();
    await reader.getByRole("heading", { name: "It may send now" }).waitFor();
    await reader.goto(link);
    await reader.getByRole("link", { name: "To the start page" }).waitFor();
    await page.reload();
    await row.getByText("Confirmed").waitFor();
    await reader.context().close();
    await page.context().close();
  });

  test("a relay keeps what was typed, never shows its secret, and says how its test went", async () => {
    const account = await makeAccount();
    const page = await visit(account, "/settings/sending/relay", { javaScriptEnabled });
    await page.getByLabel("Server").fill("127.0.0.1");
    await page.getByLabel("Port").fill("many");
    await page.getByLabel("User").fill("us");
    await page.getByLabel("Password").fill("canary-9431");
    await page.getByRole("button", { name: "Save relay" }).click();
    await page.getByText("Write a whole number.").first().waitFor();
    expect(await page.getByLabel("Server").inputValue()).toBe("127.0.0.1");
    await page.getByLabel("Port").fill("1");
    await page.getByLabel("Password").fill("canary-9431");
    await page.getByRole("button", { name: "Save relay" }).click();
    await page.getByText("The connection is being tested.", { exact: false }).waitFor();
    expect(await as(account, relayOf)).toMatchObject({ password: "canary-9431", port: 1 });

    settings.ALLOW_PRIVATE_RELAYS = true;
    await runJob(testRelay, { accountId: account.accountId, input: {} }, { signal, attempt: 1 });
    await page.goto("/settings/sending/relay");
    await page.getByText("Nobody listens there.", { exact: false }).waitFor();
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    await page.getByText("Stored. Leave it empty to keep it.").waitFor();
    expect(await page.content()).not.toContain("canary-9431");
    await page.getByRole("button", { name: "Save relay" }).click();
    await page.getByText("The connection is being tested.", { exact: false }).waitFor();
    expect(await as(account, relayOf)).toMatchObject({ password: "canary-9431" });
    await page.context().close();
  });
});

test("the clipboard gets the name without the domain, and the whole value", async () => {
  const account = await makeAccount();
  const domain = domainOf(account);
  zone[`${domain} NS`] = ["ada.ns.cloudflare.com"];
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain }));
  await check(account, id);
  const page = await visit(account, `/settings/sending/${id}`, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByText(`Cloudflare runs the DNS of ${domain}.`, { exact: false }).waitFor();
  const [key] = (await as(account, (tenant) => getDomain(tenant, id))).records;
  const copies = async (name: string, text: string) => {
    await page.getByRole("button", { name }).click();
    await page.getByRole("button", { name: "Copied" }).first().waitFor();
    await page.waitForFunction(async (wanted) => (await navigator.clipboard.readText()) === wanted, text);
  };
  // What the open page does by itself.
  const live = await page.evaluate(
    async (address) => (await fetch(address, { method: "POST" })).json(),
    `/settings/sending/${id}/live`,
  );
  expect(live).toMatchObject({ isWaiting: true });
  await copies("Copy the name: Signing key", key!.host.slice(0, -domain.length - 1));
  await copies("Copy the value: Signing key", key!.value);
  await page.context().close();
});

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("a new domain is warmed up, and the page says what may leave today", async () => {
    const account = await makeAccount();
    const domain = domainOf(account);
    const { id } = await as(account, (tenant) => addDomain(tenant, { domain }));
    const page = await visit(account, `/settings/sending/${id}`, { javaScriptEnabled });
    await page.getByRole("button", { name: "Begin the warm-up" }).click();
    await page.getByText("Today 50 mails may leave.", { exact: false }).waitFor();
    expect(await as(account, (tenant) => dayLimitOf(tenant, `news@${domain}`))).toEqual({ domain, limit: 50 });
    await page.getByRole("button", { name: "End the warm-up" }).click();
    await page.getByRole("button", { name: "Begin the warm-up" }).waitFor();
    expect(await as(account, (tenant) => dayLimitOf(tenant, `news@${domain}`))).toBeNull();
    await page.context().close();
  });
});

test("a proxy learns for which names it may get a certificate", async () => {
  const account = await makeAccount();
  const domain = domainOf(account);
  await as(account, (tenant) => addDomain(tenant, { domain }));
  const ask = async (name: string) =>
    (await fetch(`${app.url}/api/link-host?domain=${encodeURIComponent(name)}`)).status;
  expect(await ask(`links.${domain}`)).toBe(404);
  await inAccount(account.accountId, (db) =>
    db.sendingDomain.updateMany({ data: { linkOk: true, verifiedAt: new Date() } }),
  );
  expect(await ask(`links.${domain}`)).toBe(204);
  expect([await ask(domain), await ask("links.gmail.com"), await ask("")]).toEqual([404, 404, 400]);
});

test("who may not administer the account finds nothing of it", async () => {
  const account = await makeAccount();
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain: domainOf(account) }));
  await inSystem((db) =>
    db.member.updateMany({ where: { userId: account.userId }, data: { permissions: ["campaigns"] } }),
  );
  const page = await visit(account, "/settings/profile");
  for (const address of ["/settings/sending", `/settings/sending/${id}`, "/settings/sending/relay"])
    expect((await page.goto(address))?.status(), address).toBe(404);
  await page.context().close();
});

test("where mail leaves the machine, a campaign's sender is chosen among the confirmed ones, and an unverified domain stops it", async () => {
  const real = await startApp({ MAILBOX_URL: "" });
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account); // from an address nobody confirmed
  const context = await signedIn(browser, real.url, account);
  const page = await context.newPage();
  expect(await complaintsOf(page, `${real.url}/overview`)).toEqual([]);
  await page.getByRole("link", { name: "Set up a domain" }).click();
  await page.getByRole("heading", { name: "Domains" }).waitFor();
  await page.goto(`${real.url}/campaigns/${campaignId}`);
  const from = page.getByRole("combobox", { name: "Sender address" });
  expect(await from.locator("option").allTextContents()).toEqual(["letter@news.example.com", account.email]);
  await page.getByText("Not confirmed. Choose another", { exact: false }).waitFor();
  expect(await complaintsOf(page, `${real.url}/campaigns/${campaignId}/check`)).toEqual([]);
  await page.getByText("Nobody confirmed the sender address").waitFor();
  await page.goto(`${real.url}/campaigns/${campaignId}`);
  await from.selectOption(account.email);
  await page.getByRole("button", { name: "Check" }).click();
  await page.waitForURL("**/check");
  await page.getByText("The sender's domain is not set up").waitFor();
  expect(await page.getByText("Nobody confirmed the sender address").count()).toBe(0);
  await page.getByText("stops sending", { exact: false }).first().waitFor();
  await context.close();
  await real.stop();
});

const looks: Record<string, BrowserContextOptions> = {
  "light, 1280 px": { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  "dark, 320 px": { colorScheme: "dark", viewport: { width: 320, height: 700 } },
  "in Portuguese, dark, 375 px": { colorScheme: "dark", viewport: { width: 375, height: 800 }, locale: "pt-BR" },
};

test.each(Object.entries(looks))("its pages are readable for everyone: %s", async (_, look) => {
  const account = await makeAccount();
  await inSystem((db) => db.user.update({ where: { id: account.userId }, data: { locale: look.locale ?? "en" } }));
  const domain = domainOf(account);
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain }));
  await as(account, (tenant) =>
    addSender(tenant, AddSender.parse({ name: "Sample Shop", address: `news@${domain}`, replyTo: `help@${domain}` })),
  );
  zone[`${domain} TXT`] = ["v=spf1 include:nothing.none.example +all"];
  zone[`_dmarc.${domain} TXT`] = ["v=DMARC1; p=none"];
  await publishKey(account, id);
  await check(account, id);
  const context = await signedIn(browser, app.url, account, look);
  for (const address of ["", `/${id}`, "/relay", "/relay?kind=ses"]) {
    const page = await context.newPage();
    expect(await complaintsOf(page, `${app.url}/settings/sending${address}`), address).toEqual([]);
    await page.close();
  }
  await context.close();
});
