import fc from "fast-check";
import { expect, test } from "vitest";
import { addressKey, parseAddress, readAddress } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";

test.each([
  ["Ana.Prado@Example.COM", "Ana.Prado@example.com"],
  ["  lucia@sub.example.org ", "lucia@sub.example.org"],
  ["o'neil+news@example.com", "o'neil+news@example.com"],
  ["joão@example.com", "joão@example.com"],
  ["ana@bücher.example", "ana@xn--bcher-kva.example"],
])("reads %s", (typed, address) => {
  expect(readAddress(typed)?.address).toBe(address);
});

test.each([
  "",
  "ana",
  "@example.com",
  "ana@",
  "a@evil.example,b@victim.example",
  '"a@evil.example b"@victim.example',
  "a@evil.example@victim.example",
  "Ana <ana@example.com>",
  "ana@example",
  "ana@127.0.0.1",
  "ana@[127.0.0.1]",
  "ana@example.com\r\nBcc: x@example.com",
  "ana\0@example.com",
  ".ana@example.com",
  "an..a@example.com",
  "ana@-example.com",
  "ana@exa%6dple.com",
  "ana(comment)@example.com",
  `${"a".repeat(65)}@example.com`,
  `ana@${"a".repeat(64)}.example`,
])("refuses %j", (typed) => {
  expect(readAddress(typed)).toBeNull();
  expect(() => parseAddress(typed)).toThrow(AppError);
});

test("ten thousand nested groups are refused at once", () => {
  const started = performance.now();
  expect(readAddress(`${"a:(".repeat(10_000)}@example.com`)).toBeNull();
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("what was read reads the same again, and holds nothing that could end a header or an envelope", () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: "binary" })), (typed) => {
      const once = readAddress(typed);
      if (!once) return;
      expect(readAddress(once.address)).toEqual(once);
      expect(once.address).not.toMatch(/[\s<>",;:\\\p{Cc}]/u);
    }),
  );
});

test("case does not make two people of one", () => {
  expect(addressKey(parseAddress("ANA@Example.com"))).toBe(addressKey(parseAddress("ana@example.COM")));
});
