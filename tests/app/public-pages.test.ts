import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { complaintsOf } from "../support/visit";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const languages = [
  { locale: "en", claim: "Every reader once." },
  { locale: "pt-BR", claim: "Cada leitor uma vez." },
];

describe.each(["/", "/privacy", "/nowhere"])("%s", (address) => {
  describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
    test.each([320, 1280])("is readable for everyone at %i px", async (width) => {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      expect(await complaintsOf(await context.newPage(), app.url + address)).toEqual([]);
      await context.close();
    });
  });

  test("sets no cookie, keeps nothing in the browser, and asks no other origin", async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const origins = new Set<string>();
    page.on("request", (request) => origins.add(new URL(request.url()).origin));
    await page.goto(app.url + address);
    await page.waitForTimeout(300);
    const kept = await page.evaluate(async () => [
      localStorage.length,
      sessionStorage.length,
      (await indexedDB.databases()).length,
    ]);
    const cookies = await context.cookies();
    await context.close();

    expect(cookies).toEqual([]);
    expect(kept).toEqual([0, 0, 0]);
    expect([...origins]).toEqual([app.url]);
  });

  test("carries the headers that keep other pages out, with a new nonce each time", async () => {
    const [one, other] = await Promise.all([fetch(app.url + address), fetch(app.url + address)]);
    const policy = one.headers.get("content-security-policy") ?? "";
    for (const line of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]) {
      expect(policy).toContain(line);
    }
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(policy).not.toBe(other.headers.get("content-security-policy"));
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
    expect(one.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(one.headers.get("x-powered-by")).toBeNull();
    expect(one.headers.get("set-cookie")).toBeNull();
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "none";
    const scripts = [...(await one.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
  });
});

test.each(languages)("the home page speaks $locale to whoever prefers it", async ({ locale, claim }) => {
  const answer = await fetch(app.url, { headers: { "accept-language": `de;q=0.1, ${locale};q=0.9` } });
  const html = await answer.text();
  expect(html).toContain(`lang="${locale}"`);
  expect(html).toContain(claim);
});

test("an address where nothing lives says so, and leads home", async () => {
  const answer = await fetch(`${app.url}/nowhere`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain("Nothing lives at this address");
});
