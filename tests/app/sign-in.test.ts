import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inviteMember, requestReset } from "@/lib/accounts";
import { mailReset } from "@/lib/accounts/jobs";
import { inSystem } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { as } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { postForm } from "../support/forms";
import { mailsTo, tokenIn } from "../support/mails";
import { makePerson, newAddress, newNetwork, secret, type Person } from "../support/people";
import { complaintsOf } from "../support/visit";

let app: RunningApp;
let browser: Browser;
const other = "a quite different secret 4";

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
}, 360_000);
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: app.url,
    // What server.ts says of each connection; here each browser comes from a network of its own.
    extraHTTPHeaders: { "x-client-address": newNetwork().replace("::/64", "::1") },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function signIn(page: Page, { email }: Person, password = secret) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const age = ({ userId }: Person, minutes: number) =>
  inSystem((db) =>
    db.session.updateMany({ where: { userId }, data: { seenAt: new Date(Date.now() - minutes * 60_000) } }),
  );
const pathOf = (page: Page) => new URL(page.url()).pathname;

describe.each([true, false])("with script: %s", (javaScriptEnabled) => {
  test("an account is opened with a name, an address and a password, and confirmed by a button", async () => {
    const { address } = newAddress();
    const page = await open("/sign-up", { javaScriptEnabled });
    expect(await page.getByRole("textbox").count()).toBe(3);
    await page.getByLabel("Your name").fill("Ana Prado");
    await page.getByLabel("Email").fill(address);
    await page.getByLabel("Password").fill(secret);
    await page.getByRole("button", { name: "Open account" }).click();
    await page.getByText(`We wrote to ${address}`).waitFor();

    const [mail] = await mailsTo(address);
    expect(mail!.text).toContain(`${app.url}/confirm/`);
    for (let visit = 0; visit < 3; visit++) await page.goto(`/confirm/${tokenIn(mail!)}`);
    expect(await inSystem((db) => db.user.count({ where: { emailKey: address } }))).toBe(0);
    await page.getByRole("button", { name: "Confirm and sign in" }).click();
    await page.waitForURL(`${app.url}/overview`);

    await page.goto(`/confirm/${tokenIn(mail!)}`);
    await page.getByRole("heading", { name: "This link is over" }).waitFor();
    await page.context().close();
  });

  test("signing in leads back to where one was, and keeps the address after a mistake", async () => {
    const person = await makePerson();
    const page = await open("/settings/security?x=1", { javaScriptEnabled });
    expect(page.url()).toBe(`${app.url}/sign-in?next=${encodeURIComponent("/settings/security?x=1")}`);
    await signIn(page, person, "not the secret");
    await page.getByText("The address or the password is wrong").first().waitFor();
    expect(await page.getByLabel("Email").inputValue()).toBe(person.email);
    expect(await page.content()).not.toContain("not the secret");
    await signIn(page, person);
    await page.waitForURL(`${app.url}/settings/security?x=1`);
    await page.context().close();
  });

  test("a new password is chosen by a mailed link, and its button works once", async () => {
    const person = await makePerson();
    const page = await open("/forgot", { javaScriptEnabled });
    await page.getByLabel("Email").fill(person.email);
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("If there is an account with this address").waitFor();

    const job = { accountId: null, input: { emailKey: person.email } };
    await runJob(mailReset, job, { signal: new AbortController().signal, attempt: 1 });
    const token = tokenIn((await mailsTo(person.email)).at(-1)!);
    for (let visit = 0; visit < 3; visit++) await page.goto(`/reset/${token}`);
    await page.getByLabel("New password").fill(other);
    await page.getByRole("button", { name: "Save and sign in" }).click();
    await page.waitForURL(`${app.url}/overview`);
    await page.goto(`/reset/${token}`);
    await page.getByRole("heading", { name: "This link is over" }).waitFor();
    await page.context().close();
  });
});

test("the cookie ends with the browser, and no script can read it", async () => {
  const person = await makePerson();
  const page = await open("/sign-in");
  await signIn(page, person);
  await page.waitForURL(`${app.url}/overview`);
  const cookies = await page.context().cookies();
  expect(cookies).toMatchObject([
    { name: "mailee-session", expires: -1, httpOnly: true, sameSite: "Lax", path: "/", secure: false },
  ]);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await page.context().close();
});

test("who keeps no cookies is told so, before signing in and after", async () => {
  const page = await open("/icon.svg");
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setDocumentCookieDisabled", { disabled: true });
  await page.goto("/sign-in");
  await page.getByText("Your browser keeps no cookie of this site").waitFor();
  await page.context().close();

  const person = await makePerson();
  const values = { email: person.email, password: secret };
  const answer = await postForm(`${app.url}/sign-in`, values, { origin: app.url });
  const back = await fetch(app.url + answer.headers.get("location"));
  expect(await back.text()).toContain("Your browser keeps no cookie of this site");
});

test("signing in again ends the session before it, and takes no token from the browser", async () => {
  const person = await makePerson();
  const page = await open("/sign-in");
  await page.context().addCookies([{ name: "mailee-session", value: "a".repeat(43), url: app.url }]);
  await page.goto("/sign-in");
  await signIn(page, person);
  await page.waitForURL(`${app.url}/overview`);
  const [cookie] = await page.context().cookies();
  expect(cookie!.value).not.toBe("a".repeat(43));
  expect(await inSystem((db) => db.session.count({ where: { userId: person.userId } }))).toBe(1);
  await page.context().close();
});

test("half an hour without use ends the session, and signing in again leads back", async () => {
  const person = await makePerson();
  const page = await open("/settings/profile");
  await signIn(page, person);
  await page.waitForURL("**/settings/profile");
  await age(person, 29);
  await page.goto("/settings/security");
  expect(pathOf(page)).toBe("/settings/security");

  await age(person, 31);
  await page.goto("/settings/security");
  expect(pathOf(page)).toBe("/sign-in");
  await page.getByText("you go on where you were").waitFor();
  await signIn(page, person);
  await page.waitForURL("**/settings/security");
  await page.context().close();
});

test("a new password throws the other browser out within one request", async () => {
  const person = await makePerson();
  const [here, there] = [await open("/settings/security"), await open("/settings/security")];
  for (const page of [here, there]) {
    await signIn(page, person);
    await page.getByRole("heading", { name: "Change your password" }).waitFor();
  }
  await here.getByLabel("Current password").fill(secret);
  await here.getByLabel("New password").fill(other);
  await here.getByRole("button", { name: "Change password" }).click();
  await here.getByText("Every other session has ended.").waitFor();

  await there.goto("/overview");
  expect(pathOf(there)).toBe("/sign-in");
  await here.goto("/overview");
  expect(pathOf(here)).toBe("/overview");
  for (const page of [here, there]) await page.context().close();
});

test("another session is ended from the list of sessions", async () => {
  const person = await makePerson();
  const [here, there] = [await open("/settings/security"), await open("/overview")];
  for (const page of [there, here]) await signIn(page, person);
  await there.waitForURL("**/overview");
  await here.getByRole("button", { name: /^End the session of/ }).click();
  await here.getByRole("button", { name: /^End the session of/ }).waitFor({ state: "detached" });
  await there.goto("/overview");
  expect(pathOf(there)).toBe("/sign-in");
  for (const page of [here, there]) await page.context().close();
});

test("a known person who is invited signs in as that person to join, and goes on in either account", async () => {
  const [host, guest, thief] = [await makePerson(), await makePerson(), await makePerson()];
  await as(host, (tenant) => inviteMember(tenant, { email: guest.address, permissions: ["reports"] }));
  const link = `/invitation/${tokenIn((await mailsTo(guest.email)).at(-1)!)}`;

  const wrong = await open(link);
  await wrong.getByRole("link", { name: "Sign in" }).last().click();
  await signIn(wrong, thief);
  await wrong.getByRole("button", { name: "Join this account" }).click();
  await wrong.getByText("This invitation is for another address").first().waitFor();
  await wrong.context().close();

  const page = await open(`/sign-in?next=${encodeURIComponent(link)}`);
  await signIn(page, guest);
  await page.getByRole("button", { name: "Join this account" }).click();
  await page.waitForURL("**/overview");
  await page.goto("/contacts");
  await page.getByRole("heading", { name: "Nothing lives at this address" }).waitFor();
  await page.goto("/accounts");
  await page
    .getByRole("button", { name: /^Enter/ })
    .first()
    .click();
  await page.waitForURL("**/overview");
  expect(await inSystem((db) => db.session.findMany({ where: { userId: guest.userId } }))).toMatchObject([
    { accountId: guest.accountId },
  ]);
  await page.context().close();
});

test("who was removed from their only account is told so, and not sent round in circles", async () => {
  const person = await makePerson();
  const page = await open("/sign-in");
  await signIn(page, person);
  await page.waitForURL("**/overview");
  await inSystem((db) => db.member.deleteMany({ where: { userId: person.userId } }));
  await page.goto("/overview");
  await page.getByText("a member of no account").waitFor();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  await page.context().close();
});

const doors = ["/sign-in?next=/overview", "/sign-up", "/forgot", "/reset/none", "/invitation/none", "/admin/sign-in"];
describe.each(doors)("%s", (address) => {
  test.each([
    ["light", 320],
    ["dark", 1280],
  ] as const)("is readable for everyone in the %s theme at %i px, and sets no cookie", async (colorScheme, width) => {
    const page = await open("/icon.svg", { colorScheme, viewport: { width, height: 800 } });
    expect(await complaintsOf(page, address)).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    await page.context().close();
  });
});

test("an address of another site is nowhere to be led to", async () => {
  for (const next of ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"]) {
    const person = await makePerson();
    const page = await open(`/sign-in?next=${encodeURIComponent(next)}`);
    await signIn(page, person);
    await page.waitForURL(`${app.url}/overview`);
    await page.context().close();
  }
});

test("links of the mails carry the address of the settings, whatever a request says its host is", async () => {
  const person = await makePerson();
  await requestReset(person.address, newNetwork());
  const job = { accountId: null, input: { emailKey: person.email } };
  await runJob(mailReset, job, { signal: new AbortController().signal, attempt: 1 });
  expect((await mailsTo(person.email)).at(-1)!.text).toContain(`${process.env.APP_URL}/reset/`);

  const { address } = newAddress();
  const values = { name: "Ana", email: address, password: secret };
  const evil = { "x-forwarded-host": "evil.example" };
  for (const origin of [app.url, "http://evil.example"])
    await postForm(`${app.url}/sign-up`, values, { ...evil, origin });
  expect(JSON.stringify(await mailsTo(address))).not.toContain("evil.example");
  await postForm(`${app.url}/sign-up`, values, { origin: app.url });
  expect((await mailsTo(address)).at(-1)!.text).toContain(`${app.url}/confirm/`);
});
