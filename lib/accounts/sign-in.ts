import { addressKey, readAddress } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { emptyLimit, takeFromLimit } from "@/lib/platform/limits";
import { verifyPassword } from "./password";

// For one address from one network: five tries, then one a minute, then one a quarter of an hour.
const PAIR_LIMITS = [
  { name: "sign-in-pair", burst: 5, everySeconds: 60 },
  { name: "sign-in-pair-more", burst: 20, everySeconds: 900 },
];
// For one address from all networks where nobody has signed in with it: a bound against guessing with many machines.
const STRANGER_LIMIT = { name: "sign-in-stranger", burst: 60, everySeconds: 60 };
const NETWORK_LIMIT = { name: "sign-in-network", burst: 60, everySeconds: 5 };
const KNOWN_DAYS = 90;

export type SignedIn = { userId: string; isStaff: boolean };

/**
 * The person with this address and secret. `unauthenticated` in the same words and the same time whether the address or the secret
 * is wrong; `rate_limited` after too many tries, counted in the database. Tries of strangers never count against a network where the
 * person has signed in within 90 days.
 */
export async function checkPassword(
  email: string,
  password: string,
  network: string,
  now = new Date(),
): Promise<SignedIn> {
  const read = readAddress(email);
  const emailKey = read ? addressKey(read) : email.trim().toLowerCase().slice(0, 320);
  const pair = `${emailKey} ${network}`;
  await inSystem((db) => takeFromLimit(db, NETWORK_LIMIT, network, now));
  for (const limit of PAIR_LIMITS) await inSystem((db) => takeFromLimit(db, limit, pair, now));
  if (!(await isKnownNetwork(emailKey, network, now)))
    await inSystem((db) => takeFromLimit(db, STRANGER_LIMIT, emailKey, now));

  const user = await inSystem((db) => db.user.findUnique({ where: { emailKey } }));
  const right = await verifyPassword(password, user?.passwordHash);
  if (!user?.confirmedAt || !right) throw wrongAddressOrPassword();
  await rememberNetwork(user.id, network, now);
  for (const limit of PAIR_LIMITS) await inSystem((db) => emptyLimit(db, limit, pair));
  return { userId: user.id, isStaff: user.isStaff };
}

/** `checkPassword` for the back-office: who is not staff gets the same answer as who gave a wrong secret. */
export async function checkStaffPassword(
  email: string,
  password: string,
  network: string,
  now = new Date(),
): Promise<SignedIn> {
  const person = await checkPassword(email, password, network, now);
  if (!person.isStaff) throw wrongAddressOrPassword();
  return person;
}

function isKnownNetwork(emailKey: string, network: string, now: Date): Promise<boolean> {
  const seenAt = { gt: new Date(now.getTime() - KNOWN_DAYS * 86_400_000) };
  const where = { network, seenAt, user: { emailKey } };
  return inSystem(async (db) => network !== "" && (await db.signInNetwork.count({ where })) > 0);
}

async function rememberNetwork(userId: string, network: string, now: Date) {
  if (!network) return;
  await inSystem((db) =>
    db.signInNetwork.upsert({
      where: { userId_network: { userId, network } },
      create: { userId, network, seenAt: now },
      update: { seenAt: now },
    }),
  );
}

function wrongAddressOrPassword() {
  return new AppError("unauthenticated", "wrong_address_or_password", "The address or the secret is wrong.");
}
