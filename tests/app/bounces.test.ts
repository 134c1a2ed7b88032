import type { Browser } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { startApp, type RunningApp } from "@/tests/support/app";
import { openBrowser } from "@/tests/support/browser";
import { bounceOf, complaintOf, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";
import { complaintsOf, signedIn } from "@/tests/support/visit";

let app: RunningApp;
let browser: Browser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const HOSTILE = `<script>document.title="taken"</script><img src=x onerror="document.title='taken'">`;
const replies = [
  "550 5.1.1 User unknown",
  "552 5.2.2 mailbox full",
  `554 5.7.1 blocked using zen.example ${HOSTILE}`,
  "550 5.1.2 host unknown",
];

async function makeReturns(): Promise<Sending & { ids: string[] }> {
  const sending = await makeSending(["ana.with.a.rather.long.name.indeed", "bento", "clara", "davi", "eva"]);
  for (const [at, reply] of replies.entries())
    await receiveMail({ ...bounceOf(sending.key(at + 1), { email: "x@example.com", reply }), source: "listener" });
  await receiveMail({ ...complaintOf(sending.key(5)), source: "listener" });
  const events = await returnsOf(sending.account);
  return { ...sending, ids: events.map(({ id }) => id) };
}

test.each([
  ["light", 320, "en"],
  ["dark", 1280, "en"],
  ["dark", 375, "pt-BR"],
] as const)("what came back is readable for everyone, %s at %i px in %s", async (colorScheme, width, locale) => {
  const { account, ids, contactIds, campaignId } = await makeReturns();
  await inSystem((db) => db.user.update({ where: { id: account.userId }, data: { locale } }));
  const options = { colorScheme, locale, viewport: { width, height: 800 } };
  const context = await signedIn(browser, app.url, account, options);
  const addresses = [
    "/contacts/returned",
    "/contacts/returned?show=complaint",
    "/contacts/returned?show=size",
    ...ids.map((id) => `/contacts/returned/${id}`),
    `/contacts/${contactIds[0]}`,
    `/campaigns/${campaignId}/report`,
  ];
  for (const address of addresses) {
    const page = await context.newPage();
    expect(await complaintsOf(page, address), address).toEqual([]);
    await page.close();
  }
  await context.close();
});

test("a server's words are text and nothing else, and nobody else's address stands there", async () => {
  const { account, ids } = await makeReturns();
  const context = await signedIn(browser, app.url, account);
  const page = await context.newPage();
  await page.goto(`/contacts/returned/${ids[2]}`);
  await page.getByText("<script>").first().waitFor();
  expect(await page.title()).not.toBe("taken");
  expect(await page.content()).not.toContain("other.person@");
  await context.close();
});

test("a member finds a bounce by its kind, reads the cause, and takes it back", async () => {
  const { account, contactIds } = await makeReturns();
  expect((await standingOf(account, contactIds[0]!)).status).toBe("invalid");
  const context = await signedIn(browser, app.url, account);
  const page = await context.newPage();
  await page.goto("/contacts");
  await page.getByRole("link", { name: "Came back" }).click();
  await page.getByLabel("Kind").selectOption("user_unknown");
  await page.getByRole("button", { name: "Show" }).click();
  const rows = page.getByRole("table", { name: "What came back" }).getByRole("row");
  await page.waitForURL(/show=user_unknown/);
  await rows.nth(1).getByRole("link").click();
  await page.getByText("The server says that this mailbox does not exist.").waitFor();
  await page.getByRole("button", { name: "The address is right" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "The address is right" }).click();
  await page.getByText("Taken back on").waitFor();
  expect((await standingOf(account, contactIds[0]!)).status).toBe("unknown");
  await page.goto("/settings/audit");
  await page.getByText("Held an address to be good after a bounce").waitFor();
  await context.close();
});

test("whoever may not see contacts does not see what came back", async () => {
  const { account, ids } = await makeReturns();
  await inSystem((db) =>
    db.member.updateMany({ where: { accountId: account.accountId }, data: { permissions: ["reports"] } }),
  );
  const context = await signedIn(browser, app.url, account);
  for (const address of ["/contacts/returned", `/contacts/returned/${ids[0]}`]) {
    const answer = await (await context.newPage()).goto(address);
    expect(answer!.status()).toBe(404);
  }
  await context.close();
});
