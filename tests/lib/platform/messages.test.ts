import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { locales, type Locale } from "@/lib/platform/locales";
import { messagesFor, namespaces, readNamespace, type Messages } from "@/lib/platform/messages";
import { placeholders } from "../../support/icu";

const [first, ...others] = locales;

describe.each(namespaces().concat("errors"))("the words of %s", (namespace) => {
  const source = flatten(messagesFor(first)[namespace]);

  test("are there", () => {
    expect(source.size).toBeGreaterThan(0);
  });

  test.each(others)("are complete in %s", (locale) => {
    expect([...flatten(messagesFor(locale)[namespace]).keys()].sort()).toEqual([...source.keys()].sort());
  });

  test.each(others)("take the same values in %s", (locale) => {
    const translated = flatten(messagesFor(locale)[namespace]);
    const differing = [...source].filter(([key, text]) => {
      const other = translated.get(key) ?? "";
      return placeholders(text).join() !== placeholders(other).join();
    });
    expect(differing).toEqual([]);
  });

  test.each(locales)("are neither empty nor unreadable in %s", (locale) => {
    const texts = flatten(messagesFor(locale)[namespace]);
    const broken = [...texts].filter(([, text]) => text.trim() === "" || !isReadable(locale, text));
    expect(broken).toEqual([]);
  });
});

test.each(locales)("each refusal has one text in %s, whatever files it stands in", (locale) => {
  const texts = new Map<string, string>();
  const doubled = namespaces().flatMap((namespace) => {
    const refusals = Object.entries((readNamespace(locale, namespace).errors as Record<string, string>) ?? {});
    const other = refusals.filter(([reason, text]) => texts.has(reason) && texts.get(reason) !== text);
    for (const [reason, text] of refusals) texts.set(reason, text);
    return other.map(([reason]) => `${reason} (${namespace})`);
  });
  expect(doubled).toEqual([]);
  expect(texts.size).toBeGreaterThan(0);
});

test("values are found in every branch of a text, and its words are not taken for values", () => {
  const text = "{who} sent {count, plural, one {item to <b>{place}</b>} other {# items}} {when, date, day}";
  expect(placeholders(text)).toEqual(["<b>", "count", "place", "when", "who"]);
});

test("two languages do not say the same by neglect", () => {
  const [english, other] = [flatten(messagesFor("en")), flatten(messagesFor("pt-BR"))];
  const sentences = [...english].filter(([, text]) => text.split(" ").length > 4);
  expect(sentences.filter(([key, text]) => other.get(key) === text)).toEqual([]);
});

function flatten(messages: Messages | string | undefined, path = ""): Map<string, string> {
  if (typeof messages === "string") return new Map([[path, messages]]);
  const parts = Object.entries(messages ?? {});
  return new Map(parts.flatMap(([key, value]) => [...flatten(value, path ? `${path}.${key}` : key)]));
}

function isReadable(locale: Locale, text: string): boolean {
  let readable = true;
  const translate = createTranslator({
    locale,
    messages: { text },
    onError: (error) => {
      // Values are not given here, which is another kind of error than a text that cannot be read.
      if (error.code === "INVALID_MESSAGE") readable = false;
    },
  });
  translate("text");
  return readable;
}
