import { randomUUID } from "node:crypto";
import { createAccount, hashPassword } from "@/lib/accounts";
import { addressKey, parseAddress, type Address } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import type { TestAccount } from "./accounts";

/** A secret that no list of leaked ones holds. */
export const secret = "correct battery horse staple 7";

export type Person = TestAccount & { address: Address };

/** An address that no other test uses. */
export function newAddress(name = "person"): Address {
  return parseAddress(`${name}-${randomUUID().slice(0, 13)}@example.com`);
}

/** A person who can sign in with `secret`, with an account of their own. */
export async function makePerson({ address = newAddress(), isStaff = false } = {}): Promise<Person> {
  const passwordHash = await hashPassword(secret);
  const ids = await inSystem(async (db) => {
    const given = { name: "Sample Person", email: address.address, emailKey: addressKey(address), passwordHash };
    const made = await createAccount(db, { ...given, locale: "en" });
    if (isStaff) await db.user.update({ where: { id: made.userId }, data: { isStaff } });
    return made;
  });
  return { ...ids, email: address.address, address };
}

/** A network of the documentation range (RFC 3849) that no other test comes from. */
export function newNetwork(): string {
  const [one, two] = randomUUID().match(/[0-9a-f]{4}/g) ?? [];
  return `2001:db8:${one}:${two}::/64`;
}
