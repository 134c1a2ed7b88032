import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBrowser } from "../../support/browser";
import { serveGallery } from "../../support/gallery";

let browser: Browser;
let gallery: { url: string; close: () => Promise<void> };
let page: Page;

beforeAll(async () => {
  [browser, gallery] = await Promise.all([openBrowser(), serveGallery("tests/app/ui/gallery.tsx")]);
});
afterAll(async () => {
  await browser.close();
  await gallery.close();
});
beforeEach(async () => {
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await page.goto(gallery.url);
  await page.getByRole("heading", { name: "Sample", exact: true }).waitFor();
});
afterEach(() => page.context().close());

const focused = () =>
  page.evaluate(() => document.activeElement?.getAttribute("name") ?? document.activeElement?.textContent);

describe("a form", () => {
  const save = () => page.getByRole("button", { name: "Save" });

  test("keeps what was typed, says what is wrong at the field, and goes to the first one", async () => {
    await page.getByLabel("About").fill("half a page");
    await page.getByLabel("Zone").selectOption("b");
    await page.getByLabel("Later").check();
    await page.getByRole("switch", { name: "Count clicks" }).check();
    await save().click();

    await page.getByText("2 fields need another look").waitFor();
    expect(await focused()).toBe("name");
    expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
    const described = await page
      .getByLabel("Name")
      .evaluate((input) =>
        (input.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent),
      );
    expect(described).toEqual(["As it is written.", "Write a name."]);
    expect(await page.getByLabel("About").inputValue()).toBe("half a page");
    expect(await page.getByLabel("Zone").inputValue()).toBe("b");
    expect(await page.getByLabel("Later").isChecked()).toBe(true);
    expect(await page.getByRole("switch").isChecked()).toBe(true);
  });

  test("leads from its summary to each field, and says when it worked", async () => {
    await save().click();
    await page.getByRole("button", { name: "Choose a zone." }).click();
    expect(await focused()).toBe("zone");

    await page.getByLabel("Name").fill("Ana");
    await page.keyboard.press("Enter");
    await page.getByRole("status").filter({ hasText: "Saved." }).waitFor();
    expect(await page.getByText("need another look").count()).toBe(0);
    expect(await page.getByLabel("Name").inputValue()).toBe("Ana");
  });

  test("is busy while it is sent, and holds the focus", async () => {
    await page.getByLabel("About").fill("wait");
    await save().focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => save().getAttribute("aria-busy")).toBe("true");
    expect(await focused()).toContain("Save");

    await page.evaluate(() => dispatchEvent(new Event("answer")));
    await expect.poll(focused).toBe("name");
    expect(await save().getAttribute("aria-busy")).toBeNull();
  });
});

test("a busy button does nothing", async () => {
  await page.getByRole("button", { name: "Busy" }).click({ force: true });
  await page.getByRole("button", { name: "Busy, pressed 0" }).waitFor();
});

describe("a question", () => {
  test("holds the focus, leaves with Escape, and gives the focus back", async () => {
    const opener = page.getByRole("button", { name: "Delete list" });
    await opener.focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Delete it?" });
    const holdsFocus = () => dialog.evaluate((box) => box.contains(document.activeElement));
    await expect.poll(holdsFocus).toBe(true);
    for (let press = 0; press < 6; press++) {
      await page.keyboard.press("Tab");
      await expect.poll(holdsFocus).toBe(true);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await expect.poll(focused).toBe("Delete list");
  });

  test("closes once it worked", async () => {
    await page.getByRole("button", { name: "Delete list" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    expect(await page.title()).toBe("deleted 7");
  });

  test("stays and says why when it was refused, in general words where there are no others", async () => {
    await page.getByRole("button", { name: "Try in vain" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Try", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "That did not work." }).waitFor();
    expect(await page.getByRole("dialog").isVisible()).toBe(true);
  });
});

test("a menu opens with the keyboard, moves by arrows, and passes over what cannot be done", async () => {
  await page.getByRole("button", { name: "More" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.getByText("Chosen: copy").waitFor();
  await page.getByRole("menu").waitFor({ state: "hidden" });
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("More");
});

test("tabs move by arrows and name their panel", async () => {
  await page.getByRole("tab", { name: "HTML" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("tabpanel", { name: "Text" }).getByText("Plain text").waitFor();
});

test("a button of one sign says what it does on focus", async () => {
  await page.getByRole("button", { name: "Disabled" }).waitFor();
  await page.getByRole("link", { name: "Quiet link" }).focus();
  await page.keyboard.press("Tab");
  await page.locator("[data-open]").getByText("Delete", { exact: true }).waitFor();
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each([320, 1280])("nothing is in the way of anyone at %i px", async (width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("2 fields need another look").waitFor();

    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(" "))])).toEqual([]);
  });
});

test("a table is one for every reader at every width", async () => {
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const table = page.getByRole("table", { name: "Sample rows" });
    expect(await table.getByRole("columnheader").count()).toBe(3);
    expect(await table.getByRole("row").count()).toBe(3);
    expect(
      await table
        .getByRole("row", { name: /Second/ })
        .getByRole("cell")
        .count(),
    ).toBe(2);
  }
});
