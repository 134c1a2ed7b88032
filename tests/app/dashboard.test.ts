import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inSystem } from "@/lib/platform/db";
import { makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
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

const pages = ["/overview", "/settings/profile", "/settings/account"];

async function visit(account: TestAccount, address: string, options = {}): Promise<Page> {
  const page = await (await signedIn(browser, app.url, account, options)).newPage();
  await page.goto(address);
  return page;
}

describe.each(pages)("%s", (address) => {
  test.each([
    ["light", 320],
    ["dark", 320],
    ["light", 1280],
    ["dark", 1280],
  ] as const)("is readable for everyone in the %s theme at %i px", async (colorScheme, width) => {
    const account = await makeAccount();
    const context = await signedIn(browser, app.url, account, { colorScheme, viewport: { width, height: 800 } });
    expect(await complaintsOf(await context.newPage(), address)).toEqual([]);
    await context.close();
  });

  test("sends whoever is not signed in to the sign-in, and remembers the way", async () => {
    const answer = await fetch(app.url + address, { redirect: "manual" });
    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toBe(`/sign-in?next=${encodeURIComponent(address)}`);
  });
});

describe("the profile", () => {
  test("is saved, and language and theme change at once", async () => {
    const page = await visit(await makeAccount(), "/settings/profile");
    await page.getByLabel("Name").fill("Ana Prado");
    await page.getByLabel("Language").selectOption("pt-BR");
    await page.getByLabel("Dark").check();
    await page.getByRole("button", { name: "Save profile" }).click();

    await page.getByRole("heading", { name: "Ajustes" }).waitFor();
    await page.getByRole("status").filter({ hasText: "Salvo." }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("pt-BR");
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(ground).toBe("rgb(22, 21, 19)");
    await page.reload();
    expect(await page.getByLabel("Nome").inputValue()).toBe("Ana Prado");
    await page.context().close();
  });

  test("works without any script, and keeps what was typed", async () => {
    const page = await visit(await makeAccount(), "/settings/profile", { javaScriptEnabled: false });
    await page.getByLabel("Name").fill(" ");
    await page.getByLabel("Language").selectOption("pt-BR");
    await page.getByRole("button", { name: "Save profile" }).click();
    await page.getByText("Fill this in.").first().waitFor();
    expect(await page.getByLabel("Language").inputValue()).toBe("pt-BR");

    await page.getByLabel("Name").fill("Ana");
    await page.getByRole("button", { name: "Save profile" }).click();
    await page.getByText("Salvo.").waitFor();
    await page.context().close();
  });
});

test("an address that is saved is a step that is done", async () => {
  const account = await makeAccount();
  const page = await visit(account, "/settings/account");
  await page.getByLabel("Postal address").fill("");
  await page.getByLabel("Time zone").selectOption("America/Sao_Paulo");
  await page.getByRole("button", { name: "Save account" }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  await page.goto("/overview");
  await page.getByText("0 of 4").waitFor();

  await page.getByRole("link", { name: "Write the address" }).click();
  await page.getByLabel("Postal address").fill("2 Sample Street, Example");
  await page.getByRole("button", { name: "Save account" }).click();
  await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText("1 of 4").waitFor();
  await page.getByRole("heading", { name: "Bring the people who asked to hear from you" }).waitFor();
  await page.context().close();
});

test("a place that a member may not enter is as if it were not there, and the frame stays", async () => {
  const account = await makeAccount();
  await inSystem((db) =>
    db.member.updateMany({ where: { userId: account.userId }, data: { permissions: ["reports"] } }),
  );
  const page = await visit(account, "/settings/account");
  await page.getByRole("heading", { name: "Nothing lives at this address" }).waitFor();
  const places = page.getByRole("navigation", { name: "Main" }).getByRole("link");
  expect(await places.allTextContents()).toEqual(["Overview", "Reports", "Settings"]);
  await page.getByRole("link", { name: "Go to the start" }).click();
  await page.waitForURL(`${app.url}/overview`);
  expect(await page.getByRole("link", { name: "New campaign" }).count()).toBe(0);
  await page.context().close();
});

describe("the frame", () => {
  test("begins with a way past it", async () => {
    const page = await visit(await makeAccount(), "/overview");
    await page.keyboard.press("Tab");
    await page.getByRole("link", { name: "Skip to the content" }).press("Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe("content");
    await page.context().close();
  });

  test("fetches no page that nobody asked for", async () => {
    const page = await (await signedIn(browser, app.url, await makeAccount())).newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto("/overview");
    await page.getByRole("link", { name: "Settings" }).hover();
    await page.waitForTimeout(500);
    expect(asked.filter((address) => !/^\/_next\/|^\/icon/.test(address))).toEqual(["/overview"]);
    await page.context().close();
  });

  test("says where one is, and that nothing leaves this machine", async () => {
    const page = await visit(await makeAccount(), "/settings/account");
    const place = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Settings" });
    expect(await place.getAttribute("aria-current")).toBe("true");
    await page.getByText("Sandbox: nothing leaves this machine.").waitFor();
    await page.context().close();
  });

  test("on a phone keeps five places at the foot, and the rest behind More", async () => {
    const page = await visit(await makeAccount(), "/overview", { viewport: { width: 375, height: 700 } });
    const bar = page.getByRole("navigation", { name: "Main" });
    expect(await bar.getByRole("link").allTextContents()).toEqual(["Overview", "Campaigns", "Reports", "Contacts"]);
    await bar.getByRole("button", { name: "More" }).press("Enter");
    await page.locator("#account-menu").getByRole("link", { name: "Lists" }).waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#account-menu").waitFor({ state: "hidden" });

    await bar.getByRole("button", { name: "More" }).click();
    await page.locator("#account-menu").getByRole("link", { name: "Settings" }).click();
    await page.waitForURL(`${app.url}/settings/profile`);
    expect(await page.locator("#account-menu").isVisible()).toBe(false);
    await page.context().close();
  });

  test.each([true, false])("signs out for good (script: %s)", async (javaScriptEnabled) => {
    const page = await visit(await makeAccount(), "/overview", { javaScriptEnabled });
    const [cookie] = await page.context().cookies();
    await page.getByRole("button", { name: /Account:/ }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${app.url}/sign-in`);
    expect(await page.context().cookies()).toEqual([]);

    const again = await fetch(`${app.url}/overview`, {
      headers: { cookie: `${cookie?.name}=${cookie?.value}` },
      redirect: "manual",
    });
    expect(again.status).toBe(307);
    await page.context().close();
  });
});

describe("before a session ends", () => {
  const MINUTE = 60_000;
  const age = (account: TestAccount, data: { seenAt?: Date; createdAt?: Date }) =>
    inSystem((db) => db.session.updateMany({ where: { userId: account.userId }, data }));
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

  async function leaveAlone(account: TestAccount, ageOf: { seenAt?: Date; createdAt?: Date }): Promise<Page> {
    const page = await (await signedIn(browser, app.url, account)).newPage();
    await page.clock.install();
    await page.goto("/settings/profile");
    await page.getByLabel("Name").fill("Half a name");
    await age(account, ageOf);
    await page.clock.fastForward(11 * MINUTE);
    return page;
  }

  test("it is said, one press stays, and nothing typed is lost", async () => {
    const account = await makeAccount();
    const page = await leaveAlone(account, { seenAt: ago(29) });
    await page.getByRole("status").filter({ hasText: "You are about to be signed out" }).waitFor();
    await page.getByRole("button", { name: "Stay signed in" }).click();
    await page.getByText("You are about to be signed out").waitFor({ state: "hidden" });
    const [row] = await inSystem((db) => db.session.findMany({ where: { userId: account.userId } }));
    expect(Date.now() - (row?.seenAt.getTime() ?? 0)).toBeLessThan(MINUTE);
    expect(await page.getByLabel("Name").inputValue()).toBe("Half a name");
    await page.context().close();
  });

  test("nothing is offered that cannot be: after twelve hours one signs in again", async () => {
    const page = await leaveAlone(await makeAccount(), { createdAt: ago(12 * 60 - 1) });
    await page.getByText("Your session is about to end").waitFor();
    expect(await page.getByRole("button", { name: "Stay signed in" }).count()).toBe(0);
    await page.context().close();
  });

  test("what is over is said to be over, and looking at the clock does not wind it", async () => {
    const account = await makeAccount();
    const page = await leaveAlone(account, { seenAt: ago(31) });
    await page.getByRole("alert").filter({ hasText: "You are signed out" }).waitFor();
    expect(await page.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/sign-in?next=%2Fsettings%2Fprofile",
    );
    expect(await page.getByLabel("Name").inputValue()).toBe("Half a name");
    await page.context().close();
  });

  test("a session in use is left in peace", async () => {
    const page = await leaveAlone(await makeAccount(), {});
    await page.clock.fastForward(11 * MINUTE);
    expect(await page.getByText("signed out").count()).toBe(0);
    await page.context().close();
  });
});
