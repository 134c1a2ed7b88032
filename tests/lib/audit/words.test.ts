import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { locales } from "@/lib/platform/locales";
import { messagesFor, type Messages } from "@/lib/platform/messages";

// Every literal "noun.verb" in a file that writes to the trail, names of jobs aside.
const written = globSync(["lib/**/*.ts", "!lib/audit/**"]).flatMap((file) => {
  const text = readFileSync(file, "utf8");
  if (!text.includes("recordAudit(")) return [];
  const acts = text.replace(/\bjob\(\s*"[^"]+"/g, "").matchAll(/["`]([a-z]+\.[a-z_]+)["`]/g);
  return [...acts].map(([, action]) => action!);
});

test("the sources name what is written to the trail", () => {
  expect(written.length).toBeGreaterThan(15);
});

test.each(locales)("everything that is written to the trail has words in %s", (locale) => {
  const { actions } = messagesFor(locale).audit as { actions: Record<string, Messages> };
  const missing = [...new Set(written)].filter((action) => {
    const [noun = "", verb = ""] = action.split(".");
    return typeof actions[noun]?.[verb] !== "string";
  });
  expect(missing).toEqual([]);
});
