import { addressKey, readAddress } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { emptyLimit, takeFromLimit } from "@/lib/platform/limits";
import { verifyPassword } from "./password";

// From one network: five tries, then one a minute. For one address from everywhere: a bound against guessing with many machines.
// A stranger can use these up; the link of a forgotten secret still lets the owner in.
const PAIR_LIMIT = { name: "sign-in-pair", burst: 5, everySeconds: 60 };
const ADDRESS_LIMIT = { name: "sign-in-address", burst: 60, everySeconds: 60 };
const NETWORK_LIMIT = { name: "sign-in-network", burst: 60, everySeconds: 5 };

/**
 * The person with this address and secret. `unauthenticated` in the same words and the same time whether the address, the secret or
 * the confirmation is missing; `rate_limited` after too many tries, counted in the database.
 */
export async function checkPassword(
  email: string,
  password: string,
  network: string,
  now = new Date(),
): Promise<{ userId: string; isStaff: boolean }> {
  const read = readAddress(email);
  const emailKey = read ? addressKey(read) : email.trim().toLowerCase().slice(0, 320);
  const pair = `${emailKey} ${network}`;
  await inSystem((db) => takeFromLimit(db, NETWORK_LIMIT, network, now));
  await inSystem((db) => takeFromLimit(db, PAIR_LIMIT, pair, now));
  await inSystem((db) => takeFromLimit(db, ADDRESS_LIMIT, emailKey, now));

  const user = await inSystem((db) => db.user.findUnique({ where: { emailKey } }));
  const right = await verifyPassword(password, user?.passwordHash);
  if (!user?.confirmedAt || !right)
    throw new AppError("unauthenticated", "wrong_address_or_password", "The address or the secret is wrong.");
  await inSystem((db) => emptyLimit(db, PAIR_LIMIT, pair));
  return { userId: user.id, isStaff: user.isStaff };
}
