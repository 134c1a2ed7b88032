import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createContact } from "@/lib/contacts";
import { CreateContact } from "@/lib/contacts/schema";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { signedIn } from "../support/visit";
import { AxeBuilder } from "@axe-core/playwright";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openPage(account: TestAccount, address: string): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account)).newPage();
  await page.goto(address);
  return page;
}

async function openPalette(account: TestAccount): Promise<Page> {
  const page = await openPage(account, "/overview");
  const input = page.getByRole("combobox", { name: "Search or run" });
  await expect
    .poll(async () => {
      if (!(await input.isVisible())) await page.keyboard.press("Control+k");
      return input.isVisible();
    })
    .toBe(true);
  return page;
}

const options = (page: Page) => page.getByRole("option").allTextContents();

test("Ctrl and K lead anywhere without the mouse", async () => {
  const page = await openPalette(await makeAccount());
  await page.keyboard.type("sett");
  await expect.poll(() => options(page)).toEqual(["Settings"]);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}/settings/profile`);
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.context().close();
});

test("a person is found by the beginning of an address", async () => {
  const account = await makeAccount();
  const consent = { source: "paper_form" };
  const contact = CreateContact.parse({ email: "ana.prado@example.com", name: "Ana Prado", consent, fields: {} });
  const id = await as(account, (tenant) => createContact(tenant, contact));
  const page = await openPalette(account);
  await page.keyboard.type("ana.prado@");
  await page.getByRole("option", { name: /Ana Prado/ }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}/contacts/${id}`);
  await page.context().close();
});

test("what is not there is said not to be there, and Escape leaves", async () => {
  const page = await openPalette(await makeAccount());
  await page.keyboard.type("zzzz");
  await page.getByText("Nothing is called “zzzz”.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.context().close();
});

test("offers only what a member may do", async () => {
  const account = await makeAccount();
  await inSystem((db) =>
    db.member.updateMany({ where: { userId: account.userId }, data: { permissions: ["reports"] } }),
  );
  const page = await openPalette(account);
  await expect.poll(() => options(page)).toEqual(["Overview", "Reports", "Settings", "Your profile"]);
  await page.context().close();
});

test("single keys lead to places, leave whoever is writing alone, and are listed behind the question mark", async () => {
  const page = await openPage(await makeAccount(), "/overview");
  await expect
    .poll(async () => {
      await page.keyboard.press("?");
      return page.getByRole("dialog", { name: "Keyboard shortcuts" }).isVisible();
    })
    .toBe(true);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.waitForURL(`${app.url}/settings/profile`);

  await page.getByLabel("Name").fill("");
  await page.keyboard.type("gosn?/");
  expect(await page.getByLabel("Name").inputValue()).toBe("gosn?/");
  expect(page.url()).toBe(`${app.url}/settings/profile`);
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.getByRole("button", { name: "Save profile" }).focus();
  await page.keyboard.press("/");
  await page.getByRole("combobox", { name: "Search or run" }).waitFor();
  await page.context().close();
});

test("single keys do nothing for whoever switched them off", async () => {
  const page = await openPage(await makeAccount(), "/settings/profile");
  await page.getByRole("switch", { name: "Single-key shortcuts" }).uncheck();
  await page.getByRole("button", { name: "Save profile" }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForTimeout(300);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(page.url()).toBe(`${app.url}/settings/profile`);
  await page.context().close();
});

test.each(["light", "dark"] as const)(
  "on a phone it opens from the bar and is readable in the %s theme",
  async (colorScheme) => {
    const account = await makeAccount();
    const page = await (
      await signedIn(browser, app.url, account, { viewport: { width: 320, height: 640 }, colorScheme })
    ).newPage();
    await page.goto("/overview");
    await page.getByRole("button", { name: "Search or run" }).click();
    await page.getByRole("option", { name: "New campaign" }).waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))])).toEqual([]);
    await page.context().close();
  },
);
