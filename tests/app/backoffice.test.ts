import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { makePerson, newNetwork, secret, type Person } from "../support/people";
import { complaintsOf, signedIn } from "../support/visit";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function asStaff(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const staff = await makePerson({ isStaff: true });
  const page = await (await signedIn(browser, app.url, staff, options, "staff")).newPage();
  await page.goto(address);
  return page;
}

async function asMember(person: Person, address: string): Promise<Page> {
  const page = await (await signedIn(browser, app.url, person)).newPage();
  await page.goto(address);
  return page;
}

test("a member's session, even of staff, does not open the back-office; its own sign-in does", async () => {
  const staff = await makePerson({ isStaff: true });
  const page = await asMember(staff, "/admin");
  expect(new URL(page.url()).pathname).toBe("/admin/sign-in");
  await page.setExtraHTTPHeaders({ "x-client-address": newNetwork().replace("::/64", "::1") });
  await page.getByLabel("Email").fill(staff.email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Accounts" }).waitFor();

  const cookies = await page.context().cookies();
  expect(cookies.map(({ name, expires }) => [name, expires])).toEqual([
    ["mailee-session", -1],
    ["mailee-staff", -1],
  ]);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/admin/sign-in");
  await page.goto("/overview");
  expect(new URL(page.url()).pathname).toBe("/overview");
  await page.context().close();
});

test("who is not staff is not told that the password was right", async () => {
  const member = await makePerson();
  const page = await asMember(member, "/admin/sign-in");
  await page.setExtraHTTPHeaders({ "x-client-address": newNetwork().replace("::/64", "::1") });
  await page.getByLabel("Email").fill(member.email);
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("The address or the password is wrong").first().waitFor();
  await page.context().close();
});

test("a quarter of an hour without use ends a staff session", async () => {
  const staff = await makePerson({ isStaff: true });
  const page = await (await signedIn(browser, app.url, staff, {}, "staff")).newPage();
  const seenAt = new Date(Date.now() - 16 * 60_000);
  await inSystem((db) => db.session.updateMany({ where: { userId: staff.userId }, data: { seenAt } }));
  await page.goto("/admin?q=x");
  expect(page.url()).toBe(`${app.url}/admin/sign-in?next=${encodeURIComponent("/admin?q=x")}`);
  await page.context().close();
});

test("an account is suspended for a reason, its people see it, and it is lifted again", async () => {
  const client = await makePerson();
  const page = await asStaff(`/admin?q=${encodeURIComponent(client.email)}`);
  await page.getByRole("link", { name: "Sample Person" }).click();
  await page.getByRole("button", { name: "Suspend" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Suspend account" }).click();
  await dialog.getByText("Write why. The client reads it.").first().waitFor();
  await dialog.getByLabel("Why").fill("Complaints of three readers on one day.");
  await dialog.getByRole("button", { name: "Suspend account" }).click();
  await page.getByText("Suspended since").waitFor();

  const seen = await asMember(client, "/overview");
  await seen.getByText("This account is suspended. Nothing is sent.").waitFor();
  await seen.getByText("Why: Complaints of three readers on one day.").waitFor();
  await seen.goto("/settings/audit");
  const line = seen.getByRole("row").filter({ hasText: "Suspended the account" });
  await line.getByText("Staff", { exact: true }).waitFor();
  await line.getByText("Complaints of three readers on one day.").waitFor();

  await page.getByRole("button", { name: "Lift suspension" }).click();
  await dialog.getByLabel("Why").fill("The list was cleaned up.");
  await dialog.getByRole("button", { name: "Lift suspension" }).click();
  await page.getByText("Suspended since").waitFor({ state: "detached" });
  await seen.goto("/overview");
  await seen.getByText("This account is suspended").waitFor({ state: "detached" });
  for (const one of [page, seen]) await one.context().close();
});

test.each([true, false])("people of an account are shown after a written reason only (script: %s)", async (script) => {
  const client = await makePerson();
  const page = await asStaff(`/admin/accounts/${client.accountId}`, { javaScriptEnabled: script });
  expect(await page.content()).not.toContain(client.email);
  await page.getByLabel("Why").fill("short");
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByText("Write a whole sentence. The client reads it.").first().waitFor();
  await page.getByLabel("Why").fill("Asked by the client on the phone.");
  await page.getByRole("button", { name: "Look" }).click();
  await page.getByText(client.email).waitFor();
  await page.getByRole("row").filter({ hasText: "Looked into the account" }).waitFor();
  await page.context().close();
});

test.each([
  ["light", 320],
  ["dark", 320],
  ["light", 1280],
  ["dark", 1280],
] as const)("is readable for everyone in the %s theme at %i px", async (colorScheme, width) => {
  const client = await makePerson();
  const staff = await makePerson({ isStaff: true });
  const options = { colorScheme, viewport: { width, height: 800 } };
  for (const address of ["/admin", "/admin?q=nobody+at+all", `/admin/accounts/${client.accountId}`]) {
    const context = await signedIn(browser, app.url, staff, options, "staff");
    expect(await complaintsOf(await context.newPage(), address)).toEqual([]);
    await context.close();
  }
});

test("an account that is not there is not found", async () => {
  for (const id of ["nothing", "00000000-0000-7000-8000-000000000000"]) {
    const page = await asStaff(`/admin/accounts/${id}`);
    await page.getByRole("heading", { name: "Nothing lives at this address" }).waitFor();
    await page.context().close();
  }
});
