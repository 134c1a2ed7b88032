import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { forgetKeys, newestSeal, openSecret, sealSecret } from "@/lib/platform/secrets";

const place = () => ({ purpose: "test", accountId: newId(), rowId: newId() });
const settings = env();

// The settings of this process are one object; the keys read from it are forgotten.
const withKeys = (...keys: string[]) => {
  settings.SECRETS_KEY = keys.length > 0 ? keys : undefined;
  forgetKeys();
};

afterEach(() => withKeys());

test("a secret opens where it was sealed, whatever letters it has", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (secret) => {
      const here = place();
      const sealed = sealSecret(here, secret);
      expect(sealed).toMatch(/^s1\.[0-9a-f]{8}\.[\w-]+$/);
      expect(openSecret(here, sealed)).toBe(secret.toWellFormed());
    }),
    { numRuns: 50 },
  );
});

test("the same secret is sealed differently each time", () => {
  const here = place();
  expect(sealSecret(here, "one")).not.toBe(sealSecret(here, "one"));
});

test("a sealed secret opens for no other row, account or purpose", () => {
  const here = place();
  const sealed = sealSecret(here, "hunter2");
  for (const other of [{ purpose: "other" }, { accountId: newId() }, { rowId: newId() }])
    expect(() => openSecret({ ...here, ...other }, sealed)).toThrow();
});

test("a sealed secret with one bit changed does not open", () => {
  const here = place();
  const [version, id, body] = sealSecret(here, "hunter2").split(".") as [string, string, string];
  const bytes = Buffer.from(body, "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1;
    expect(() => openSecret(here, [version, id, changed.toString("base64url")].join("."))).toThrow();
  }
  expect(() => openSecret(here, `${version}.${id}.AAAA`)).toThrow("cut short");
});

test("after a change of keys old secrets open, new ones use the new key, and a key that is gone is named", () => {
  const here = place();
  const first = sealSecret(here, "old");
  withKeys("a first key of more than thirty-two letters");
  expect(openSecret(here, first)).toBe("old");
  expect(first.startsWith(newestSeal())).toBe(false);
  const second = sealSecret(here, "new");
  expect(second.startsWith(newestSeal())).toBe(true);
  withKeys("a second key of more than thirty-two letters", "a first key of more than thirty-two letters");
  expect(openSecret(here, second)).toBe("new");
  expect(second.startsWith(newestSeal())).toBe(false);
  withKeys("a second key of more than thirty-two letters");
  expect(() => openSecret(here, second)).toThrow(/add it to SECRETS_KEY/);
});
