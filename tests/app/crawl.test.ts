import type { Browser, BrowserContext, BrowserContextOptions } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { addDomain } from "@/lib/senders";
import { as } from "@/tests/support/accounts";
import { startApp, type RunningApp } from "@/tests/support/app";
import { openBrowser } from "@/tests/support/browser";
import { makeDraft } from "@/tests/support/drafts";
import { makeSending, type Sending } from "@/tests/support/sendings";
import { builtRoutes, fillPattern } from "@/tests/support/surface";
import { complaintsOf, signedIn } from "@/tests/support/visit";

let app: RunningApp;
let browser: Browser;
let sending: Sending;
let domainId: string;
let draft: { campaignId: string };

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
  sending = await makeSending(["ana.with.a.rather.long.name", "bia"]);
  const { userId } = sending.account;
  await inSystem((db) => db.user.update({ where: { id: userId }, data: { isStaff: true } }));
  const domain = { domain: `shop-${userId.slice(-8)}.example` };
  domainId = (await as(sending.account, (tenant) => addDomain(tenant, domain))).id;
  draft = await makeDraft(sending.account, { people: ["caio"] });
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const looks: Record<string, BrowserContextOptions> = {
  "light, 1280 px": { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  "dark, 320 px": { colorScheme: "dark", viewport: { width: 320, height: 700 } },
  "in Portuguese, light, 320 px": { colorScheme: "light", viewport: { width: 320, height: 700 }, locale: "pt-BR" },
};

// Every page as built, with ids that lead somewhere.
function addresses(): string[] {
  const ids = {
    "campaigns.id": sending.campaignId,
    "lists.id": sending.listId,
    "contacts.id": sending.contactIds[0]!,
    "settings.id": domainId,
    "settings.userId": sending.account.userId,
    "admin.id": sending.account.accountId,
    "privacy.version": "1",
  };
  const pages = builtRoutes().filter(({ source }) => source.endsWith("/page"));
  const filled = pages.map(({ pattern }) => fillPattern(pattern, ids, sending.account.accountId));
  return [...filled, `/campaigns/${draft.campaignId}`, `/campaigns/${draft.campaignId}/check`];
}

// Signed in both as a member and as staff, so that no page is only a sign-in.
async function enter(look: BrowserContextOptions): Promise<BrowserContext> {
  const context = await signedIn(browser, app.url, sending.account, look);
  const staff = await signedIn(browser, app.url, sending.account, look, "staff");
  await context.addCookies((await staff.cookies()).filter(({ name }) => name === "mailee-staff"));
  await staff.close();
  return context;
}

describe.each(Object.entries(looks))("%s", (_, look) => {
  test("every page is readable for everyone, keeps nothing in the browser, and asks no other origin", async () => {
    const { userId } = sending.account;
    await inSystem((db) => db.user.update({ where: { id: userId }, data: { locale: look.locale ?? "en" } }));
    const context = await enter(look);
    const wrong: Record<string, unknown> = {};
    const visited = addresses();
    expect(visited.length).toBeGreaterThan(25);
    for (const address of visited) {
      const page = await context.newPage();
      const origins = new Set<string>();
      const set: string[] = [];
      page.on("request", (request) => /^https?:/.test(request.url()) && origins.add(new URL(request.url()).origin));
      page.on("response", async (response) => {
        const headers = await response.headersArray().catch(() => []);
        for (const { name, value } of headers) if (name.toLowerCase() === "set-cookie") set.push(value);
      });
      const complaints = await complaintsOf(page, app.url + address);
      origins.delete(app.url);
      if (origins.size > 0) complaints.push(`asked ${[...origins].join(", ")}`);
      const lasting = set.filter((line) => /;\s*(expires|max-age)=/i.test(line) && !/max-age=0|1970/i.test(line));
      if (lasting.length > 0) complaints.push(`set ${lasting.join()}`);
      const kept = await page.evaluate(async () => [localStorage.length, (await indexedDB.databases()).length]);
      if (kept.some(Boolean)) complaints.push(`kept ${kept.join()} in storage`);
      if (complaints.length > 0) wrong[address] = complaints;
      await page.close();
    }
    const cookies = await context.cookies();
    await context.close();
    expect(wrong).toEqual({});
    expect(cookies.filter(({ expires }) => expires !== -1)).toEqual([]);
  }, 480_000);
});
