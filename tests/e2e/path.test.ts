import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "@/tests/support/browser";
import { brazilianFile } from "@/tests/support/contact-file";
import { makeHome, startInstallation, type Installation } from "@/tests/support/installation";
import { Mailbox } from "@/tests/support/mailbox";

const { home, drop } = makeHome();
const email = "marta@amostra.example.com";
const password = "sete letras verdes 42";
const { bytes, good, refused } = brazilianFile(2_000);

let running: Installation;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let mailbox: Mailbox;

beforeAll(async () => {
  [running, browser] = await Promise.all([startInstallation(home, { UNDO_SECONDS: "4" }), openBrowser()]);
  mailbox = new Mailbox(running.mailbox);
  context = await browser.newContext({ baseURL: running.url, viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(20_000);
  page = await context.newPage();
}, 360_000);
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  drop();
});

test("a marketer opens an account, imports a real file, writes, checks and sends; a subscriber reads, clicks and leaves; the report tells it", async () => {
  await signUp();
  await giveCredits();
  await importFile();
  await writeCampaign();
  await takeBackOnce();
  await send();
  await readAsSubscriber();
  await readReport();
  expect((await context.cookies()).filter(({ expires }) => expires !== -1)).toEqual([]);
}, 480_000);

async function signUp() {
  await page.goto("/sign-up");
  await page.getByLabel("Your name").fill("Marta Amostra");
  await page.getByLabel("Email").fill(email);
  await page.locator("input[name=password]").fill(password);
  await page.getByRole("button", { name: "Open account" }).click();
  await page.getByText("Look into your mail").waitFor();

  const mail = await mailbox.waitFor({ to: email });
  await page.goto(mail.links.find((link) => link.includes("/confirm/"))!);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();
  await page.waitForURL(/\/overview/);
}

// The operator's part: a new account has 250 credits.
async function giveCredits() {
  const words = [
    "scripts/mailee.mjs",
    "account",
    "credits",
    "--account",
    email,
    "--add",
    "5000",
    "--reason",
    "test",
    "--json",
  ];
  const env = { PATH: process.env.PATH, NODE_ENV: "production", MAILEE_HOME: home };
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: env as NodeJS.ProcessEnv });
  expect(JSON.parse(stdout)).toMatchObject({ credits: 5_250 });
}

async function importFile() {
  await page.goto("/contacts/import");
  await page.getByLabel("Choose a file").setInputFiles({ name: "clientes.csv", mimeType: "text/csv", buffer: bytes });
  await page.getByRole("button", { name: "Go on" }).first().click();
  await page.getByRole("heading", { name: "clientes.csv" }).waitFor();
  expect(await page.getByLabel("Letters").inputValue()).toBe("windows-1252");
  expect(await page.getByLabel("Separator").inputValue()).toBe(";");
  await page.getByRole("paragraph").filter({ hasText: "Observação" }).waitFor();
  await page.getByLabel("Name of the new list").fill("Clientes");
  await page.getByLabel("Paper form").check();
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByText("Nothing was changed yet.").waitFor({ timeout: 60_000 });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.getByText("You may leave this page").waitFor();
  await page.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
  const figures = await page.locator("main").innerText();
  expect(figures).toContain(good.length.toLocaleString("en"));
  expect(figures).toContain(`${refused} malformed`);
}

async function writeCampaign() {
  await page.goto("/campaigns/new");
  await page.getByLabel("Name").fill("Carta de novembro");
  await page.getByRole("button", { name: "Begin writing" }).click();
  const letter = page.getByRole("textbox", { name: "Content" });
  await letter.waitFor();
  await page.getByLabel("Subject").fill("Novidades, {{ first_name | default: 'leitora' }}");
  await page.getByLabel("Preheader").fill("Nove livros para o frio");
  await page.locator("[name=fromName]").fill("Livraria Amostra");
  await page.locator("[name=fromEmail]").fill("carta@livraria.example.com");
  await page.locator("[name=listId]").selectOption({ label: "Clientes" });
  await letter.fill("Olá, temos novidades para você. ");
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByLabel("Leads to").fill("https://example.com/novidades");
  await page.getByRole("button", { name: "Set link" }).click();
  await page
    .getByText(/^Saved/)
    .first()
    .waitFor();
  await page.waitForTimeout(1_500); // what was typed last is saved a second later
}

async function check() {
  await page.goto(page.url().replace(/(\/campaigns\/[0-9a-f-]+).*/, "$1/check"));
  await page.getByText("will get it, once each").waitFor();
  await page.getByLabel(/^Type /).fill(String(good.length));
  await page.getByRole("button", { name: /^Send to/ }).click();
  await page.waitForURL(/\/sending$/);
}

async function takeBackOnce() {
  await page.goto("/settings/account");
  await page.getByLabel("Postal address").fill("Rua da Amostra 1, Santos");
  await page.getByRole("button", { name: "Save account" }).click();
  await page.getByText("Saved.").first().waitFor();
  await page.goto("/campaigns");
  await page.getByRole("link", { name: "Carta de novembro" }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]+$/);
  await check();
  await page.getByRole("button", { name: /Take it back/ }).click();
  await page.waitForURL(/\/check$/);
  await page.waitForTimeout(6_000); // longer than it was held
  expect(await mailbox.count("Novidades")).toBe(0);
}

async function send() {
  await check();
  await page.getByRole("link", { name: "See the report" }).waitFor({ timeout: 60_000 });
  expect(await mailbox.count("Novidades")).toBe(good.length);
  const addresses = await mailbox.addresses("Novidades");
  expect(addresses.sort()).toEqual([...good].sort()); // nobody lost, nobody twice, nobody else
}

async function readAsSubscriber() {
  const mail = await mailbox.waitFor({ to: good[6]!, subject: "Novidades" });
  expect(mail.subject).toBe("Novidades, Leitora");
  expect(mail.text).toContain("novidades para você");
  expect(mail.html).toContain("Rua da Amostra 1, Santos");
  expect(mail.headers["list-unsubscribe-post"]).toBe("List-Unsubscribe=One-Click");
  const link = (part: string) => mail.links.find((href) => href.includes(part))!;

  // A browser that says it has no window is counted as a program, rightly.
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
  const reader = await browser.newContext({ viewport: { width: 375, height: 800 }, userAgent });
  const picture = /src="([^"]+\/o\/[^"]+)"/.exec(mail.html)![1]!;
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // nobody reads a mail sooner
  await reader.request.get(picture);
  expect((await reader.request.get(link("/c/"), { maxRedirects: 0 })).headers().location).toBe(
    "https://example.com/novidades",
  );
  const web = await reader.newPage();
  await web.goto(link("/w/"));
  await web.getByText("novidades para você").waitFor();
  await web.goto(link("/u/"));
  await web.getByRole("button", { name: "Leave Clientes" }).click();
  await web.getByText("You have left").waitFor();
  await web.getByLabel("Too many mails").check();
  await web.getByRole("button", { name: "Send the reason" }).click();
  await web.getByText("It was noted").waitFor();
  expect(await reader.cookies()).toEqual([]);
  await reader.close();
}

async function readReport() {
  await page.getByRole("link", { name: "See the report" }).click();
  await page.waitForURL(/\/report$/);
  const figure = (name: string) => page.locator("dl > div", { hasText: name }).locator("dd").first().innerText();
  expect(await figure("Handed over")).toBe(good.length.toLocaleString("en"));
  expect(await figure("Opened")).toBe("1");
  expect(await figure("Clicked")).toBe("1");
  expect(await figure("Left")).toBe("1");
  await page.getByText("Too many mails").waitFor();
  await page.getByLabel("Show").selectOption("left");
  await page.getByRole("button", { name: "Show" }).click();
  await page.waitForURL(/show=left/);
  const people = page.getByRole("table", { name: "Recipients" }).getByRole("rowheader");
  expect(await people.allTextContents()).toEqual([good[6]]);
}
