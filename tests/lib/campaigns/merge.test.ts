import fc from "fast-check";
import { expect, test } from "vitest";
import { parseTemplate, writeTag } from "@/lib/campaigns/content/merge";

test.each([
  ["{{ name }}", { field: "name", fallback: null }],
  ["{{name}}", { field: "name", fallback: null }],
  ['{{ first_name | default: "you" }}', { field: "first_name", fallback: "you" }],
  ["{{ first_name|default:'you' }}", { field: "first_name", fallback: "you" }],
  ["{{ first_name | default: “you” }}", { field: "first_name", fallback: "you" }],
  ['{{ x | default: "a \\"b\\" }} c" }}', { field: "x", fallback: 'a "b" }} c' }],
  ["{{ list.name }}", { field: "list.name", fallback: null }],
  ["{{\u00a0name\u00a0}}", { field: "name", fallback: null }],
])("reads %s", (typed, tag) => {
  expect(parseTemplate(`a ${typed} b`).parts).toEqual(["a ", tag, " b"]);
});

test.each([
  "{{ constructor.constructor('return process')() }}",
  "{{ name | shout }}",
  "{{ name ",
  "{{ }}",
  "{{ 1 + 1 }}",
  '{{ name | default: "x }}',
])("leaves %s as typed, and says so", (typed) => {
  const { parts, malformed } = parseTemplate(typed);
  expect(parts).toEqual([typed]);
  expect(malformed).toHaveLength(1);
});

test("one brace too many stays a brace", () => {
  expect(parseTemplate("{{{ name }}}")).toEqual({
    parts: ["{", { field: "name", fallback: null }, "}"],
    malformed: [],
  });
});

test("what is written as a field reads as that field", () => {
  const fallback = fc.option(fc.string({ unit: "grapheme", maxLength: 200 }).filter((text) => text.length <= 300));
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z_][\w.-]{0,63}$/), fallback, (field, given) => {
      const tag = { field, fallback: given };
      expect(parseTemplate(writeTag(tag)).parts).toEqual([tag]);
    }),
  );
});

test("any text comes back whole: literal parts and fields together are what was typed", () => {
  const pieces = fc.array(fc.constantFrom("{", "{{", "}}", " name ", "|", "default:", '"', "\\", "x", "\n", "“"), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(pieces, (given) => {
      const typed = given.join("");
      const { parts } = parseTemplate(typed);
      const literals = parts.filter((part) => typeof part === "string");
      let from = 0;
      for (const literal of literals) {
        from = typed.indexOf(literal, from);
        expect(from).toBeGreaterThanOrEqual(0);
        from += literal.length;
      }
      if (parts.every((part) => typeof part === "string")) expect(parts.join("")).toBe(typed);
    }),
  );
});

test.each([
  "{",
  "{{",
  "{{ a",
  '{{ a | default: "',
  "{{ a | default: '\\",
  "{{                   ",
  '{{ a | default: "b" ',
  "{% if a ",
  '{% if a == "',
  "{% if a and ",
  "{%                 ",
])("reading a million letters of %j takes no longer than its length", (hostile) => {
  const read = (length: number) => {
    const text = hostile.repeat(Math.ceil(length / hostile.length));
    const started = performance.now();
    parseTemplate(text);
    return performance.now() - started;
  };
  read(100_000);
  expect(read(1_000_000)).toBeLessThan(10_000);
});
