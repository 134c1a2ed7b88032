import fc from "fast-check";
import { expect, test } from "vitest";
import { hashSecret, newSecret, seal, unseal } from "@/lib/platform/tokens";

test("what was sealed for a purpose opens for that purpose and no other", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (content) => {
      const token = seal("click", content);
      expect(Buffer.compare(unseal("click", token)!, content)).toBe(0);
      expect(unseal("unsubscribe", token)).toBeNull();
    }),
  );
});

test("flipping any character of a token closes it", () => {
  const token = seal("click", Buffer.from("delivery 7, link 3"));
  for (let at = 0; at < token.length; at++) {
    const other = token[at] === "A" ? "B" : "A";
    expect(unseal("click", token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
  }
});

test("ten thousand guesses open nothing", () => {
  for (let n = 0; n < 10_000; n++) expect(unseal("click", newSecret() + newSecret().slice(0, n % 20))).toBeNull();
});

test("what is not base64url, empty or endless is refused without work", () => {
  for (const odd of ["", "a", "a b", "é", "A".repeat(100_000), "../..", "=".repeat(40)])
    expect(unseal("click", odd)).toBeNull();
});

test("a secret is kept as a hash that does not contain it", () => {
  const secret = newSecret();
  expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  expect(hashSecret(secret)).not.toContain(secret);
  expect(hashSecret(secret)).toBe(hashSecret(secret));
});
