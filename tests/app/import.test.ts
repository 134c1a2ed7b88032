import { readFile } from "node:fs/promises";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getImport } from "@/lib/contacts";
import { runUndo } from "@/lib/contacts/jobs";
import { runJob } from "@/lib/platform/jobs";
import { as, makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { makeList } from "../support/contacts";
import { runOnce } from "../support/imports";
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

const csv = [
  "Nome;E-mail;Observação",
  "João Rêgo;joao@example.com;=HYPERLINK(0)",
  "Inês;ines@example.com;",
  "=1+1;nobody;volta já",
  "De novo;JOAO@example.com;",
].join("\r\n");
const file = { name: "sócios.csv", mimeType: "text/csv", buffer: Buffer.from(csv, "latin1") };

async function visit(account: TestAccount, address: string, options = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account, options)).newPage();
  await page.goto(address);
  return page;
}
const idIn = (page: Page) => /\/contacts\/import\/([0-9a-f-]{36})/.exec(page.url())![1]!;

test("a file of Excel is read right, imported while one watches, and undone", { timeout: 60_000 }, async () => {
  const account = await makeAccount();
  const page = await visit(account, "/contacts/import");
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByRole("heading", { name: "sócios.csv" }).waitFor();
  expect(await page.getByLabel("Letters").inputValue()).toBe("windows-1252");
  expect(await page.getByLabel("Separator").inputValue()).toBe(";");
  await page.getByRole("paragraph").filter({ hasText: "Observação" }).waitFor();

  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByText("Say how they agreed to your mail.").first().waitFor();
  await page.getByText("Give it a name.").first().waitFor();
  await page.getByLabel("Name of the new list").fill("Club");
  await page.getByLabel("Paper form").check();
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByText("Checking", { exact: true }).waitFor();
  const id = idIn(page);
  await runOnce(account, id);
  await page.getByText("Nothing was changed yet.").waitFor();
  await page.getByText("1 malformed, 1 doubled").waitFor();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("You may leave this page").waitFor();
  await runOnce(account, id);
  await page.getByText("Done", { exact: true }).waitFor();
  await page.getByText("1 malformed, 1 doubled").waitFor();
  await page.getByText("Same as line 2").waitFor();

  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("All as a file").click()]);
  const refused = await readFile(await download.path(), "utf8");
  expect(refused).toBe(
    "\ufeffLine;Reason;Nome;E-mail;Observação\r\n4;Not an address;'=1+1;nobody;volta já\r\n5;Same as line 2;De novo;JOAO@example.com;\r\n",
  );

  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo this import" }).click();
  await page.getByText("Being undone").waitFor();
  await runJob(
    runUndo,
    { accountId: account.accountId, input: { importId: id } },
    { signal: AbortSignal.timeout(10_000), attempt: 1 },
  );
  await page.getByText("Undone. 2 contacts were removed.").waitFor();
  await page.context().close();
});

test("a wrong guess is put right by reading again", async () => {
  const page = await visit(await makeAccount(), "/contacts/import");
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByLabel("Letters").selectOption("utf-8");
  await page.getByLabel("First row", { exact: true }).selectOption("no");
  await page.getByRole("button", { name: "Read again" }).click();
  await page.waitForURL(/encoding=utf-8/);
  await page.getByRole("paragraph").filter({ hasText: "Column 3" }).waitFor();
  await page.getByText("Nome · Jo\ufffdo R\ufffdgo").waitFor();
  await page.context().close();
});

test("without any script a file is handed over, told of and begun", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account);
  const page = await visit(account, `/contacts/import?list=${listId}`, { javaScriptEnabled: false });
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByText("Choose a file first.").or(page.getByLabel("Choose a file")).first().waitFor();
  await page.getByLabel("Choose a file").setInputFiles({ ...file, buffer: Buffer.from("PK\u0003\u0004") });
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByText("This is a spreadsheet.").waitFor();
  await page.getByLabel("Choose a file").setInputFiles(file);
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByLabel("They go on").selectOption("Readers");
  await page.getByLabel("Paper form").check();
  await page.getByRole("button", { name: "Import at once" }).click();
  await page.getByText("You may leave this page").waitFor();
  await runOnce(account, idIn(page));
  await page.reload();
  await page.getByText("Done", { exact: true }).waitFor();
  await page.context().close();
});

test("pasted people are imported as a file is", async () => {
  const page = await visit(await makeAccount(), "/contacts/import");
  await page.getByLabel("People").fill('"Prado, Ana" <ana@example.com>, bento@example.com');
  await page.getByRole("button", { name: "Go on" }).last().click();
  await page.getByRole("heading", { name: "pasted.csv" }).waitFor();
  await page.getByText("ana@example.com · bento@example.com").waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Discard" }).click();
  await page.getByText("Stopped").waitFor();
  await page.context().close();
});

test(
  "large files arrive whole; too large ones, strangers and other sites are refused",
  { timeout: 60_000 },
  async () => {
    const account = await makeAccount();
    const context = await signedIn(browser, app.url, account);
    const send = (buffer: Buffer, headers: Record<string, string>) =>
      context.request.post("/contacts/import/upload", {
        headers: { accept: "application/json", ...headers },
        multipart: { file: { name: "large.csv", mimeType: "text/csv", buffer } },
      });
    const ours = { "sec-fetch-site": "same-origin" };
    const row = `${"x".repeat(80)},person@example.com\n`;
    const large = Buffer.from(`name,email\n${row.repeat(140_000)}`); // beyond the 10 MB that Next would hold and cut off
    const taken = await send(large, ours);
    const id = /[0-9a-f-]{36}/.exec((await taken.json()).address)![0];
    const kept = await as(account, (tenant) => getImport(tenant, id));
    expect(kept.fileBytes).toBe(large.length);

    const huge = await send(Buffer.alloc(51 * 1024 * 1024, row), ours);
    expect([huge.status(), (await huge.json()).reason]).toEqual([413, "import_too_large"]);
    const foreign = await send(Buffer.from(csv), { "sec-fetch-site": "cross-site" });
    expect(foreign.status()).toBe(403);
    await context.clearCookies();
    expect((await send(Buffer.from(csv), ours)).status()).toBe(401);
    await context.close();
  },
);
