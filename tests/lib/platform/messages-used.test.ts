import { readFileSync } from "node:fs";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { locales } from "@/lib/platform/locales";
import { messagesFor, type Messages } from "@/lib/platform/messages";

const files = globSync(["app/**/*.{ts,tsx}", "components/**/*.{ts,tsx}", "lib/**/*.ts"]);
const sources = files.map((file) => ({ file, text: readFileSync(file, "utf8") }));
const bound = /const (\w+) = (?:await )?(?:use|get)Translations\("([\w.]+)"\)/g;
const asked = /(?:use|get)Translations\("([\w.]+)"\)/g;

test.each(locales)("every namespace that a page or component asks for has words in %s", (locale) => {
  const words = messagesFor(locale);
  const wanted = sources.flatMap(({ file, text }) =>
    [...text.matchAll(asked)].map(([, name = ""]) => ({ file, name })),
  );
  expect(wanted.length).toBeGreaterThan(50);
  expect(wanted.filter(({ name }) => typeof find(words, name) !== "object")).toEqual([]);
});

// Only names that stand for one namespace in their whole file, and only keys that are written out.
test.each(locales)("every text that is asked for by its name is there in %s", (locale) => {
  const words = messagesFor(locale);
  const wanted = sources.flatMap(({ file, text }) => {
    const names = Map.groupBy([...text.matchAll(bound)], ([, name = ""]) => name);
    return [...names].flatMap(([name, bindings]) => {
      const namespaces = new Set(bindings.map(([, , namespace = ""]) => namespace));
      const others = text.match(new RegExp(`\\b${name}\\b[^=\\n]*\\] = |\\b${name}: \\w`));
      if (namespaces.size !== 1 || others) return [];
      const [namespace] = namespaces;
      const keys = text.matchAll(new RegExp(`\\b${name}(?:\\.rich|\\.markup)?\\(\\s*"([\\w.-]+)"`, "g"));
      return [...keys].map(([, key]) => ({ file, key: `${namespace}.${key}` }));
    });
  });
  expect(wanted.length).toBeGreaterThan(200);
  expect(wanted.filter(({ key }) => typeof find(words, key) !== "string")).toEqual([]);
});

function find(words: Messages, path: string): Messages | string | undefined {
  return path
    .split(".")
    .reduce<Messages | string | undefined>((at, part) => (typeof at === "object" ? at[part] : undefined), words);
}
