import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inviteMember, joinAsNewPerson } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { as } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { mailsTo, tokenIn } from "../support/mails";
import { makePerson, newAddress, secret, type Person } from "../support/people";
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

async function visit(person: Person, address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, person, options)).newPage();
  await page.goto(address);
  return page;
}

async function addColleague(person: Person, name: string): Promise<string> {
  const email = newAddress("colleague");
  await as(person, (tenant) => inviteMember(tenant, { email, permissions: ["reports"] }));
  const token = tokenIn((await mailsTo(email.address)).at(-1)!);
  return (await joinAsNewPerson(token, { name, password: secret, locale: "en" })).userId;
}

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("someone is invited with the areas that were ticked, and the invitation taken back", async () => {
    const person = await makePerson();
    const { address } = newAddress("guest");
    const page = await visit(person, "/settings/members", { javaScriptEnabled });
    await page.getByLabel("Email").fill(address);
    await page.getByRole("button", { name: "Send invitation" }).click();
    await page.getByText("Choose at least one area.").first().waitFor();
    await page.getByLabel("Reports", { exact: true }).check();
    await page.getByLabel("Contacts", { exact: true }).check();
    await page.getByLabel("Email").fill("not an address");
    await page.getByRole("button", { name: "Send invitation" }).click();
    await page.getByText("This is not an email address").first().waitFor();
    expect(await page.getByLabel("Contacts", { exact: true }).isChecked()).toBe(true);
    await page.getByLabel("Email").fill(address);
    await page.getByRole("button", { name: "Send invitation" }).click();
    await page.getByText("The invitation is on its way.").waitFor();

    const row = page.getByRole("row").filter({ hasText: address });
    await row.getByText("Reports, Contacts").waitFor();
    expect(await mailsTo(address)).toMatchObject([{ subject: "Sample Person invites you to Sample Person" }]);
    await row.getByRole("button", { name: `Take back the invitation of ${address}` }).click();
    await row.waitFor({ state: "detached" });
    await page.context().close();
  });

  test("a member's areas are changed", async () => {
    const person = await makePerson();
    const userId = await addColleague(person, "Bento Lima");
    const page = await visit(person, "/settings/members", { javaScriptEnabled });
    await page.getByRole("link", { name: "Bento Lima" }).click();
    await page.waitForURL(`**/settings/members/${userId}`);
    await page.getByLabel("Templates", { exact: true }).check();
    await page.getByLabel("Reports", { exact: true }).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    const where = { accountId_userId: { accountId: person.accountId, userId } };
    const kept = await inSystem((db) => db.member.findUniqueOrThrow({ where }));
    expect(kept.permissions).toEqual(["templates"]);
    await page.context().close();
  });
});

test("a member is removed after a question, and the last administrator is not", async () => {
  const person = await makePerson();
  const userId = await addColleague(person, "Bento Lima");
  const page = await visit(person, `/settings/members/${userId}`);
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog", { name: "Remove Bento Lima?" }).getByRole("button", { name: "Remove" }).click();
  await page.waitForURL("**/settings/members");
  // The removal was kept although the action ended in a redirect.
  const left = await inSystem((db) => db.member.findMany({ where: { accountId: person.accountId } }));
  expect(left.map((member) => member.userId)).toEqual([person.userId]);

  await page.getByRole("link", { name: "Sample Person" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Remove" }).click();
  await dialog.getByText("An account needs at least one administrator.").first().waitFor();
  await page.context().close();
});

test("who does not administrate the account sees neither members nor the trail", async () => {
  const person = await makePerson();
  await inSystem((db) =>
    db.member.updateMany({ where: { userId: person.userId }, data: { permissions: ["reports"] } }),
  );
  for (const address of ["/settings/members", "/settings/audit", `/settings/members/${person.userId}`]) {
    const page = await visit(person, address);
    await page.getByRole("heading", { name: "Nothing lives at this address" }).waitFor();
    await page.context().close();
  }
});

const pages = ["/settings/members", "/settings/members/self", "/settings/security", "/settings/audit", "/accounts"];
describe.each(pages)("%s", (address) => {
  test.each([
    ["light", 320],
    ["dark", 320],
    ["light", 1280],
    ["dark", 1280],
  ] as const)("is readable for everyone in the %s theme at %i px", async (colorScheme, width) => {
    const person = await makePerson();
    await as(person, (tenant) => inviteMember(tenant, { email: newAddress("guest"), permissions: ["reports"] }));
    const context = await signedIn(browser, app.url, person, { colorScheme, viewport: { width, height: 800 } });
    expect(await complaintsOf(await context.newPage(), address.replace("self", person.userId))).toEqual([]);
    await context.close();
  });
});
