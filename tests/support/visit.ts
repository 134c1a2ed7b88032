import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { openSession, type SessionKind } from "@/lib/accounts";
import type { TestAccount } from "./accounts";

/** A browser of its own in which the account's member is signed in, or as staff to the back-office. */
export async function signedIn(
  browser: Browser,
  url: string,
  { userId }: TestAccount,
  options: BrowserContextOptions = {},
  kind: SessionKind = "member",
): Promise<BrowserContext> {
  const value = await openSession(userId, kind, { agent: "Chromium", network: "127.0.0.0/24" });
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(30_000);
  await context.addCookies([
    { name: kind === "staff" ? "mailee-staff" : "mailee-session", value, url, httpOnly: true, sameSite: "Lax" },
  ]);
  return context;
}

/** What is wrong with a page for a reader: rules of axe that fail, sideways scrolling, errors of script and policy. Empty when all is well. */
export async function complaintsOf(page: Page, address: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (said) => {
    if (/Content Security Policy|MISSING_MESSAGE|hydrat/i.test(said.text())) complaints.push(said.text());
  });
  await page.goto(address);
  // The page of a record that is not there comes as an empty document, and is drawn in the browser (Next does so with every notFound()).
  await page.waitForFunction(() => document.documentElement.lang !== "");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (overflow > 0) complaints.push(`scrolls sideways by ${overflow} px`);
  const { violations } = await new AxeBuilder({ page }).exclude("iframe[sandbox]").analyze();
  for (const { id, nodes } of violations)
    complaints.push(`${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  return complaints;
}
