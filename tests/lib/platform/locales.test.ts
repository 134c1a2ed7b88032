import { describe, expect, test } from "vitest";
import { chooseLocale } from "@/lib/platform/locales";

describe("the language of a visitor", () => {
  test.each([
    ["en-US,en;q=0.9", "en"],
    ["pt-BR,pt;q=0.9,en;q=0.8", "pt-BR"],
    ["pt-PT", "pt-BR"],
    ["pt", "pt-BR"],
    ["EN-gb", "en"],
    ["en;q=0.3, pt;q=0.7", "pt-BR"],
    ["de, fr;q=0.9, pt;q=0.2", "pt-BR"],
    ["pt;q=0, en;q=0.1", "en"],
    ["de, *;q=0.5, pt;q=0.4", "en"],
    ["pt;q=0.5, en ; q=0.8", "en"],
    ["pt;q=many, en;q=0.1", "en"],
    ["pt;q=7", "en"],
    ["de-AT", "en"],
    [",,;q=1,", "en"],
    ["", "en"],
    [null, "en"],
  ])("%s finds %s", (header, locale) => {
    expect(chooseLocale(header)).toBe(locale);
  });

  test("a header of a megabyte is read in no time", () => {
    const started = performance.now();
    expect(chooseLocale("pt;q=0.1,".repeat(100_000))).toBe("pt-BR");
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
