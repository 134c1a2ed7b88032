import { appendFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { request } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser } from "@playwright/test";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startMailboxPages } from "@/mailbox/http";
import { startSmtpSink } from "@/mailbox/sink";
import { Store } from "@/mailbox/store";
import { openBrowser } from "../support/browser";
import { complaintsOf } from "../support/visit";

const folder = mkdtempSync(path.resolve(".mailee/test/mailbox-"));
const store = new Store(folder);
let sink: Awaited<ReturnType<typeof startSmtpSink>>;
let pages: Server;
let browser: Browser;
let url: string;
let port: number;

beforeAll(async () => {
  sink = await startSmtpSink(store, 0);
  pages = await startMailboxPages(store, 0);
  port = (pages.address() as AddressInfo).port;
  url = `http://localhost:${port}`;
  browser = await openBrowser();
  await send("ana@example.com", "Olá, Ação de novembro");
  for (let n = 1; n <= 60; n++) await send(`reader.${n}@example.org`, `Letter ${n}`);
}, 240_000);
afterAll(async () => {
  await browser.close();
  pages.closeAllConnections();
  pages.close();
  await sink.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(to: string, subject: string) {
  const html = `<p style="color:#123456">Hello <a href="${url}/?q=Olá&amp;x=1">a link</a></p><script>document.title = "ran"</script>`;
  return createTransport({ host: "127.0.0.1", port: sink.port, ignoreTLS: true }).sendMail({
    from: "letter@sample-books.example.com",
    to,
    subject,
    html,
    text: "Hello",
    headers: { "X-Sample": "one" },
  });
}

const ask = async (address: string, options?: RequestInit) => (await fetch(url + address, options)).json();

test("a mail can be found by address and subject and read to its last header", async () => {
  const { messages } = await ask("/api/messages?to=ana@example&subject=a%C3%A7%C3%A3o");
  expect(messages).toMatchObject([{ to: ["ana@example.com"], subject: "Olá, Ação de novembro" }]);

  const mail = await ask(`/api/messages/${messages[0].id}`);
  expect(mail).toMatchObject({
    subject: "Olá, Ação de novembro",
    text: "Hello",
    links: [`${url}/?q=Olá&x=1`],
    headers: { "x-sample": "one" },
  });
  expect(mail.html).toContain("a link");
  expect(await (await fetch(`${url}/api/messages/${messages[0].id}/raw`)).text()).toMatch(/^X-Sample: one\r$/m);
  expect((await fetch(`${url}/api/messages/999999`)).status).toBe(404);
});

test("a person searches, leafs through and opens a mail; what is in it runs nothing and its links open beside", async () => {
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  await page.goto(url);
  expect(await page.getByRole("row").count()).toBe(51); // fifty and the head
  await page.getByRole("link", { name: "Older" }).click();
  expect(await page.getByRole("row").count()).toBe(12);

  await page.getByRole("searchbox").fill("ana@example.com");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: "Olá, Ação de novembro" }).click();
  const letter = page.frameLocator("iframe");
  const opened = context.waitForEvent("page");
  await letter.getByRole("link", { name: "a link" }).click();
  expect(new URL((await opened).url()).searchParams.get("x")).toBe("1");
  expect(await page.title()).not.toBe("ran");
  expect(await letter.getByText("Hello").evaluate((node) => getComputedStyle(node).color)).toBe("rgb(18, 52, 86)");

  await page.getByRole("link", { name: "Headers" }).click();
  await page.getByRole("rowheader", { name: "X-Sample" }).waitFor();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each([320, 1280])("every page is readable for everyone at %i px", async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, locale: "pt-BR" });
    for (const address of ["/", "/?q=nothing", "/mail/1", "/mail/1?view=source", "/mail/1?view=headers", "/mail/0"])
      expect([address, await complaintsOf(await context.newPage(), url + address)]).toEqual([address, []]);
    await context.close();
  });
});

test("a site whose name leads to this machine is not let in", async () => {
  const status = await new Promise((resolve) => {
    request({ port, host: "127.0.0.1", headers: { host: "stranger.example" } }, ({ statusCode }) =>
      resolve(statusCode),
    ).end();
  });
  expect(status).toBe(421);
});

test("a mailbox that was killed while it wrote knows every whole mail again", async () => {
  const other = mkdtempSync(path.resolve(".mailee/test/mailbox-"));
  const first = new Store(other);
  const raw = Buffer.from("Subject: one\r\n\r\nbody\r\n");
  const everyone = Array.from({ length: 900 }, (_, n) => `reader.${n}@example.com`);
  first.add({ from: "", to: everyone, subject: "one", raw });
  first.add({ from: "", to: ["ana@example.com"], subject: "two", raw });
  appendFileSync(path.join(other, readdirSync(other)[0]!), '{"id":3,"bytes":500}\nhalf a m');

  const second = new Store(other);
  expect(second.find({}).map(({ id }) => id)).toEqual([2, 1]);
  const { id } = second.add({ from: "", to: ["bea@example.com"], subject: "three", raw });
  expect(await new Store(other).raw(id)).toEqual(raw);
  rmSync(other, { recursive: true });
});

test("the oldest mails go when there are too many, and the whole box on request", async () => {
  const other = mkdtempSync(path.resolve(".mailee/test/mailbox-"));
  const small = new Store(other);
  const raw = Buffer.from("\r\n");
  for (let n = 1; n <= 24_500; n++) small.add({ from: "", to: ["ana@example.com"], subject: `${n}`, raw });
  expect(small.count).toBe(20_500);
  expect(small.get(4_000)).toBeUndefined();
  expect(small.get(4_001)?.subject).toBe("4001");
  expect(new Store(other).count).toBe(20_500);

  small.clear();
  expect(readdirSync(other)).toEqual([]);
  expect(small.add({ from: "", to: [], subject: "", raw }).id).toBe(24_501);
  rmSync(other, { recursive: true });
});
