import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTrackingHandler } from "@/lib/tracking";
import { openBrowser } from "@/tests/support/browser";
import { makeSending, pathOf } from "@/tests/support/sendings";
import { complaintsOf } from "@/tests/support/visit";

const tracking = createTrackingHandler();
let server: Server;
let browser: Browser;
let base: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (!tracking.handle(request, response)) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await tracking.close();
  server.closeAllConnections();
  server.close();
});

test.each([
  ["light", "en"],
  ["dark", "en"],
  ["light", "pt-BR"],
  ["dark", "pt-BR"],
] as const)("leaving is readable for everyone at 320 px, %s, %s, and keeps nothing", async (colorScheme, locale) => {
  const sending = await makeSending(["ana.with.a.rather.long.name"]);
  const context = await browser.newContext({ colorScheme, locale, viewport: { width: 320, height: 700 } });
  const page = await context.newPage();
  const address = base + pathOf(sending.key(1), "unsubscribe");
  expect(await complaintsOf(page, address)).toEqual([]);
  await page.locator("button.main").click();
  await page.locator("fieldset").waitFor();
  expect(await complaintsOf(page, address)).toEqual([]);
  expect(await complaintsOf(page, `${address.slice(0, -3)}AAA`)).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  await context.close();
});
