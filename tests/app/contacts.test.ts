import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createField } from "@/lib/contacts";
import { as, makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { makeList } from "../support/contacts";
import { upload } from "../support/imports";
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

async function visit(account: TestAccount, address: string, options = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account, options)).newPage();
  await page.goto(address);
  return page;
}

async function addressesOf(account: TestAccount): Promise<string[]> {
  const { listId, ids } = await makeList(account, { people: ["ana", "bento"] });
  await as(account, (tenant) => createField(tenant, { label: "City", kind: "text" }));
  const { importId } = await upload(account, "nome;e-mail;cidade\nAna;ana@example.com;Santos");
  const list = ["/lists", "/lists/new", `/lists/${listId}`, `/lists/${listId}/edit`, "/lists?show=archived"];
  const contacts = [
    "/contacts",
    "/contacts?q=nobody",
    "/contacts/new",
    `/contacts/${ids[0]}`,
    `/contacts/${ids[0]}/edit`,
  ];
  const others = ["/contacts/fields", "/contacts/suppressed", "/contacts/import", `/contacts/import/${importId}`];
  return [...list, ...contacts, ...others];
}

test.each([
  ["light", 320],
  ["dark", 1280],
] as const)(
  "every page is readable for everyone in the %s theme at %i px",
  { timeout: 90_000 },
  async (colorScheme, width) => {
    const account = await makeAccount();
    const addresses = await addressesOf(account);
    const context = await signedIn(browser, app.url, account, { colorScheme, viewport: { width, height: 800 } });
    for (const address of addresses) {
      const page = await context.newPage();
      expect(await complaintsOf(page, address), address).toEqual([]);
      await page.close();
    }
    await context.close();
  },
);

test("an empty account is told the next step on every page", async () => {
  const page = await visit(await makeAccount(), "/lists");
  for (const address of ["/lists", "/contacts", "/contacts/fields", "/contacts/suppressed"]) {
    await page.goto(address);
    await page.getByTestId("empty").waitFor();
  }
  await page.context().close();
});

test("a stranger's addresses lead nowhere", async () => {
  const addresses = (await addressesOf(await makeAccount())).filter((address) => /[0-9a-f-]{36}/.test(address));
  const context = await signedIn(browser, app.url, await makeAccount());
  const page = await context.newPage();
  for (const address of [...addresses, "/lists/not-an-id", "/contacts/import/not-an-id"]) {
    await page.goto(address);
    await page.getByRole("heading", { name: "Nothing lives at this address" }).waitFor();
  }
  const importPath = addresses.find((address) => address.includes("/import/"));
  for (const end of ["progress", "refused"]) {
    expect((await context.request.get(`${importPath}/${end}`)).status()).toBe(404);
  }
  await context.close();
});

describe("a list", () => {
  test("is made, changed, put away and taken back", async () => {
    const page = await visit(await makeAccount(), "/lists");
    await page.getByRole("link", { name: "New list" }).first().click();
    await page.getByLabel("Name").fill("Coast readers");
    await page.getByLabel("Site").fill("example.com");
    await page.getByRole("button", { name: "Make list" }).click();
    await page.getByText("Write the whole address of the site, with https://.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("Coast readers");
    await page.getByLabel("Site").fill("https://example.com");
    await page.getByRole("button", { name: "Make list" }).click();
    await page.getByRole("heading", { name: "Coast readers" }).waitFor();

    await page.getByRole("button", { name: "Archive" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Restore" }).click();
    await page.getByRole("link", { name: "Import" }).waitFor();
    await page.context().close();
  });
});

describe("a contact", () => {
  test.each([true, false])(
    "is added with a consent, corrected, and leaves for ever (script: %s)",
    async (javaScriptEnabled) => {
      const account = await makeAccount();
      await makeList(account, { name: "Coast readers" });
      await as(account, (tenant) => createField(tenant, { label: "Birthday", kind: "date" }));
      const page = await visit(account, "/contacts/new", { javaScriptEnabled });
      await page.getByLabel("Address").fill("ana@example.com");
      await page.getByLabel("Name").fill("<b>Ana</b> Prado");
      await page.getByLabel("Coast readers").check();
      await page.getByRole("button", { name: "Add contact" }).click();
      await page.getByText("Say how they agreed to your mail.").first().waitFor();
      expect(await page.getByLabel("Address").inputValue()).toBe("ana@example.com");

      await page.getByLabel("At an event").check();
      await page.getByLabel("Coast readers").check();
      await page.getByLabel("Birthday").fill("1990-12-31");
      await page.getByRole("button", { name: "Add contact" }).click();
      await page.getByRole("heading", { name: "<b>Ana</b> Prado" }).waitFor();
      await page.getByText("Dec 31, 1990").waitFor();
      await page.getByText("Agreed · Coast readers").waitFor();

      await page.getByRole("link", { name: "Edit contact" }).click();
      await page.getByLabel("Name").fill("Ana");
      await page.getByRole("button", { name: "Save contact" }).click();
      await page.getByRole("heading", { name: "Ana", exact: true }).waitFor();
      if (javaScriptEnabled) await leaveForEver(page);
      await page.context().close();
    },
  );

  async function leaveForEver(page: Page) {
    await page.getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Unsubscribe" }).click();
    await page.getByText("Withdrew").waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
    await page.waitForURL(`${app.url}/contacts`);

    await page.goto("/contacts/new");
    await page.getByLabel("Address").fill("ana@example.com");
    await page.getByLabel("Sign-up form").check();
    await page.getByRole("button", { name: "Add contact" }).click();
    await page.getByText("This address asked for no more mail").first().waitFor();
  }

  test("is found by words, list and status, and the address of the page says it all", async () => {
    const account = await makeAccount();
    const { listId } = await makeList(account, { name: "Coast readers", people: ["ana", "bento"] });
    await makeList(account, { name: "Club", people: ["clara"] });
    const page = await visit(account, "/contacts");
    await page.getByText("3 contacts").waitFor();
    await page.getByLabel("List").selectOption("Coast readers");
    await page.getByText("2 contacts").waitFor();
    await page.getByLabel("Name or address").fill("ana");
    await page.keyboard.press("Enter");
    await page.getByText("1 contact", { exact: true }).waitFor();
    expect(page.url()).toBe(`${app.url}/contacts?q=ana&list=${listId}`);
    await page.goBack();
    await page.getByText("2 contacts").waitFor();
    expect(await page.getByLabel("Name or address").inputValue()).toBe("");
    await page.getByLabel("Status").selectOption("Invalid");
    await page.getByRole("heading", { name: "Nobody matches" }).waitFor();
    await page.getByRole("link", { name: "Clear filters" }).click();
    await page.getByText("3 contacts").waitFor();
    await page.context().close();
  });
});

test("several are chosen for one act: put on a list, taken off it, deleted", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account, { name: "Club" });
  await makeList(account, { name: "Coast readers", people: ["ana", "bento", "clara"] });
  const page = await visit(account, "/contacts");
  await page.getByLabel("Choose ana").check();
  await page.getByLabel("Choose bento").check();
  const bar = page.getByRole("region", { name: "Chosen contacts" });
  await bar.getByRole("button", { name: "Add to a list" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Add" }).click();
  await dialog.getByText("Say how they agreed to your mail.").waitFor();
  await dialog.getByLabel("Paper form").check();
  await dialog.getByRole("button", { name: "Add" }).click();
  await page.getByRole("status").filter({ hasText: "2 contacts were added." }).waitFor();
  await bar.waitFor({ state: "detached" });

  await page.goto(`/contacts?list=${listId}`);
  await page.getByLabel("Choose all rows").check();
  await bar.getByRole("button", { name: "Remove from Club" }).click();
  await dialog.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("heading", { name: "Nobody matches" }).waitFor();

  await page.goto("/contacts");
  await page.getByLabel("Choose all rows").check();
  await bar.getByRole("button", { name: "Delete" }).click();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await page.getByTestId("empty").waitFor();
  await page.context().close();
});

test("what is shown can be taken away as a file, and the audit trail knows", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account, { people: ["ana", "bento"] });
  await makeList(account, { name: "Others", people: ["clara"] });
  await as(account, async (tenant) => {
    await createField(tenant, { label: "City", kind: "text" });
    await tenant.db.contact.updateMany({ where: { name: "ana" }, data: { fields: { city: "=1+1" } } });
  });
  const context = await signedIn(browser, app.url, account);
  const answer = await context.request.get(`/contacts/export?list=${listId}`);
  expect(answer.headers()["content-disposition"]).toContain("contacts.csv");
  const [heading, ...lines] = (await answer.text()).trimEnd().split("\r\n");
  expect(heading).toBe("\ufeffAddress,Name,Status,Added,City");
  expect(lines.map((line) => line.replace(/\d{4}-[^,]+/, "then"))).toEqual([
    "bento@example.com,bento,Unknown,then,",
    "ana@example.com,ana,Unknown,then,'=1+1",
  ]);
  const trail = await as(account, (tenant) => tenant.db.auditEntry.findMany({ where: { action: "contact.export" } }));
  expect(trail).toMatchObject([{ actorName: "Sample Member", detail: { list: listId } }]);
  await context.close();
});

test("an address that is never mailed can be asked about, and allowed again", async () => {
  const page = await visit(await makeAccount(), "/contacts/suppressed");
  await page.getByLabel("Address", { exact: true }).fill("no@example.com");
  await page.getByRole("button", { name: "Never mail it" }).click();
  await page.getByRole("rowheader", { name: "no@example.com" }).waitFor();
  await page.getByRole("searchbox", { name: "Ask about an address" }).fill("NO@example.com");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=NO/);
  await page.getByRole("button", { name: "Allow again" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Allow again" }).click();
  await page.getByRole("heading", { name: "NO@example.com is not held back" }).waitFor();
  await page.context().close();
});
