import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCampaign, getCampaign } from "@/lib/campaigns";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "../support/accounts";
import { startApp, type RunningApp } from "../support/app";
import { openBrowser } from "../support/browser";
import { makeDraft, readDraft } from "../support/drafts";
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

describe.each(["", "/new", "/:draft", "/:code", "/:draft/check", "/:bare/check"])("/campaigns%s", (place) => {
  test.each([
    ["light", 320],
    ["dark", 320],
    ["light", 1280],
    ["dark", 1280],
  ] as const)("is readable for everyone in the %s theme at %i px", async (colorScheme, width) => {
    const account = await makeAccount();
    const { campaignId } = await makeDraft(account, {
      change: place === "/:code" ? { mode: "code", code: "<p>{{ citty }}</p>" } : {},
    });
    const bare = await as(account, (tenant) => createCampaign(tenant, { name: "Bare" }));
    const address = `/campaigns${place.replace(/:draft|:code/, campaignId).replace(":bare", bare.id)}`;
    const context = await signedIn(browser, app.url, account, { colorScheme, viewport: { width, height: 800 } });
    expect(await complaintsOf(await context.newPage(), address)).toEqual([]);
    await context.close();
  });
});

test("longer words fit a small phone too", async () => {
  const account = await makeAccount();
  await inSystem((db) => db.user.update({ where: { id: account.userId }, data: { locale: "pt-BR" } }));
  const { campaignId } = await makeDraft(account);
  const context = await signedIn(browser, app.url, account, { viewport: { width: 320, height: 800 } });
  for (const place of ["", `/${campaignId}`, `/${campaignId}/check`])
    expect(await complaintsOf(await context.newPage(), `/campaigns${place}`)).toEqual([]);
  await context.close();
});

test("a campaign is written from its name to a checked letter, and saves itself on the way", async () => {
  const account = await makeAccount();
  await makeDraft(account);
  const page = await visit(account, "/campaigns");
  await page.getByRole("link", { name: "New campaign" }).click();
  await page.getByLabel("Name").fill("December letter");
  await page.getByRole("button", { name: "Begin writing" }).click();
  await page.waitForURL(/\/campaigns\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1)!;

  await page.getByLabel("Subject").fill("Snow");
  await page.getByLabel("Preheader").fill("And what to read under it");
  const letter = page.getByRole("textbox", { name: "Content" });
  await letter.click();
  await page.keyboard.type("Dear ");
  await page.getByRole("button", { name: "Merge field" }).click();
  await page.getByLabel("If empty").fill("reader");
  await page.getByRole("button", { name: "Set field" }).click();
  await letter.getByText("First name or “reader”").waitFor();
  await page.keyboard.type(", it snows.");
  await page.getByText(/Saved \d/).waitFor();
  expect(await readDraft(account, id)).toMatchObject({
    subject: "Snow",
    letter: {
      content: [
        {
          content: [
            { text: "Dear " },
            { type: "mergeField", attrs: { field: "first_name", fallback: "reader" } },
            { text: ", it snows." },
          ],
        },
      ],
    },
  });
  await page.frameLocator("iframe").getByText("Dear Ana, it snows.").waitFor();

  await page.getByRole("button", { name: "Go on to check" }).click();
  await page.getByRole("heading", { name: "Who will get it, and is it ready" }).waitFor();
  await page.getByText("Nothing to look at.").waitFor();
  await page.context().close();
});

test("the toolbar is one stop for the Tab key, and arrows move inside it", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, {
    change: { letter: { version: 1, type: "doc", content: [{ type: "paragraph" }] } },
  });
  const page = await visit(account, `/campaigns/${campaignId}`);
  await page.getByRole("button", { name: "Bold" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("button", { name: "Italic" }).getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.type("Leaning");
  await page.getByText(/Saved \d/).waitFor();
  const { letter } = await readDraft(account, campaignId);
  expect(letter.content).toMatchObject([{ content: [{ text: "Leaning", marks: [{ type: "italic" }] }] }]);
  await page.getByRole("button", { name: "Bold" }).focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("textbox");
  await page.context().close();
});

test("a picture is put into the letter by its address, asked for by the preview alone, and changed", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, {
    change: { letter: { version: 1, type: "doc", content: [{ type: "paragraph" }] } },
  });
  const page = await (await signedIn(browser, app.url, account)).newPage();
  const asked: (string | null)[] = [];
  await page.route("https://books.example/**", (route) => {
    asked.push(route.request().frame().parentFrame() && "preview");
    return route.fulfill({ status: 204 });
  });
  await page.goto(`/campaigns/${campaignId}`);
  await page.getByRole("textbox", { name: "Content" }).click();
  await page.getByRole("button", { name: "Picture" }).click();
  const dialog = page.getByRole("dialog", { name: "Picture" });
  await dialog.getByLabel("Address of the picture").fill("http://books.example/lamp.png");
  await dialog.getByRole("button", { name: "Set picture" }).click();
  await dialog.getByText("It begins with https://.").waitFor();
  await dialog.getByLabel("Address of the picture").fill("https://books.example/lamp.png");
  await dialog.getByLabel("Alternative text").fill("A lamp");
  await dialog.getByLabel("Leads to").fill("books.example");
  await dialog.getByRole("button", { name: "Set picture" }).click();
  await page.keyboard.type("Below it");
  await page.getByText(/Saved \d/).waitFor();
  const attrs = { src: "https://books.example/lamp.png", alt: "A lamp", width: null, href: "https://books.example" };
  expect((await readDraft(account, campaignId)).letter.content).toMatchObject([
    { type: "image", attrs },
    { type: "paragraph", content: [{ text: "Below it" }] },
  ]);
  await page.frameLocator("iframe").getByAltText("A lamp").waitFor();

  await page.getByText("Picture: A lamp").click();
  await page.getByRole("button", { name: "Picture" }).click();
  await dialog.getByLabel("Width, px").fill("300");
  await dialog.getByRole("button", { name: "Set picture" }).click();
  await expect
    .poll(async () => (await readDraft(account, campaignId)).letter.content[0], { timeout: 10_000 })
    .toMatchObject({ type: "image", attrs: { ...attrs, width: 300 } });
  expect(asked.length).toBeGreaterThan(0);
  expect(new Set(asked)).toEqual(new Set(["preview"]));
  await page.context().close();
});

test("the second of two tabs is told, keeps its text, and can keep it as a copy", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const one = await visit(account, `/campaigns/${campaignId}`);
  const two = await one.context().newPage();
  await two.goto(`/campaigns/${campaignId}`);
  await one.getByLabel("Subject").fill("From one");
  await one.getByText(/Saved \d/).waitFor();
  await two.getByLabel("Subject").fill("From two");
  await two.getByText("This campaign was saved elsewhere in the meantime").waitFor();
  expect(await two.getByLabel("Subject").inputValue()).toBe("From two");
  expect(await readDraft(account, campaignId)).toMatchObject({ subject: "From one" });

  await two.getByRole("button", { name: "Keep mine as a copy" }).click();
  await two.waitForURL((url) => !url.pathname.includes(campaignId));
  const copy = two.url().split("/").at(-1)!;
  expect(await as(account, (tenant) => getCampaign(tenant, copy))).toMatchObject({ subject: "From two" });
  await one.context().close();
});

test("a save that fails says so, is tried again, and loses nothing", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const page = await visit(account, `/campaigns/${campaignId}`);
  await page.getByRole("textbox", { name: "Content" }).waitFor();
  await page.context().setOffline(true);
  await page.getByLabel("Subject").fill("Written in a tunnel");
  await page.getByText("The last changes are not saved").waitFor();
  await page.context().setOffline(false);
  await page.getByText(/Saved \d/).waitFor();
  expect(await readDraft(account, campaignId)).toMatchObject({ subject: "Written in a tunnel" });
  await page.context().close();
});

test("a session that ends while writing takes no word with it", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const page = await visit(account, `/campaigns/${campaignId}`);
  await page.getByRole("textbox", { name: "Content" }).waitFor();
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.getByLabel("Subject").fill("Written after the end");
  await page.getByText("You are signed out").waitFor();
  expect(await page.getByLabel("Subject").inputValue()).toBe("Written after the end");
  await page.context().addCookies(cookies);
  await page.getByText(/Saved \d/).waitFor();
  expect(await readDraft(account, campaignId)).toMatchObject({ subject: "Written after the end" });
  await page.context().close();
});

test("a test is sent from the check, and a finding leads to its field", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, { change: { subject: "" } });
  const page = await visit(account, `/campaigns/${campaignId}/check`);
  await page.getByRole("button", { name: "Send a test" }).click();
  await page.getByText("The test is on its way.").waitFor();
  await page.getByRole("link", { name: "Go to: There is no subject" }).click();
  await page.getByLabel("Subject").waitFor();
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("subject");
  await page.context().close();
});

test("a draft is copied and deleted", async () => {
  const account = await makeAccount();
  await makeDraft(account);
  const page = await visit(account, "/campaigns");
  await page.getByRole("button", { name: "More for November letter" }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await page.getByRole("heading", { name: "November letter, copy" }).waitFor();
  await page.getByRole("button", { name: "More for November letter, copy" }).click();
  await page.getByRole("menuitem", { name: "Delete draft" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete draft" }).click();
  await page.waitForURL(/\/campaigns$/);
  expect(await page.getByRole("rowheader").count()).toBe(1);
  await page.context().close();
});
