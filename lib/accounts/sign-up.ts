import { composeMail } from "@/emails/compose";
import { addressKey } from "@/lib/platform/address";
import { inSystem, type Db } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { env } from "@/lib/platform/env";
import { takeFromLimit } from "@/lib/platform/limits";
import { postMail } from "@/lib/platform/post";
import { hashSecret, newSecret } from "@/lib/platform/tokens";
import { createAccount } from "./create-account";
import { hashPassword } from "./password";
import type { Locale, SignUpForm } from "./schema";

const LINK_HOURS = 24;
// One mail every ten minutes for an address, however many forms are sent with it; and a bound for each network.
const ADDRESS_LIMIT = { name: "sign-up-address", burst: 3, everySeconds: 600 };
const NETWORK_LIMIT = { name: "sign-up-network", burst: 20, everySeconds: 60 };

/**
 * Take a request for an account and mail a link to confirm the address. The answer is the same whether the address is known or
 * not: who has an account is told so by mail. Nothing of an existing person is changed. Throws `rate_limited`.
 */
export async function signUp(
  { name, email, password }: SignUpForm,
  locale: Locale,
  network: string,
  now = new Date(),
): Promise<void> {
  const emailKey = addressKey(email);
  await inSystem((db) => takeFromLimit(db, NETWORK_LIMIT, network, now));
  await inSystem((db) => takeFromLimit(db, ADDRESS_LIMIT, emailKey, now));
  // Always hashed, so that a known and an unknown address take the same time.
  const passwordHash = await hashPassword(password);
  const token = newSecret();
  await inSystem(async (db) => {
    const known = await db.user.findUnique({ where: { emailKey } });
    if (known) return tellKnownPerson(db, known, token);
    const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
    const tokenHash = hashSecret(token);
    await db.signUp.create({
      data: { tokenHash, name, email: email.address, emailKey, passwordHash, locale, createdAt: now, expiresAt },
    });
    // Without the name: nobody shall write words of their own to a stranger through this form.
    const words = composeMail("confirmSignUp", locale, {}, `${env().APP_URL}/confirm/${token}`);
    await postMail(db, { key: `sign-up:${tokenHash}`, to: { address: email.address, name }, ...words });
  });
}

/** Who a confirmation link is for, without using it up. Throws `not_found` when it is wrong, used or older than a day. */
export async function findSignUp(token: string, now = new Date()): Promise<{ email: string }> {
  return inSystem((db) => openSignUp(db, token, now));
}

/** Use up a confirmation link: the person, their account and their membership begin. Answers the person's id. Works once. */
export async function confirmSignUp(token: string, now = new Date()): Promise<{ userId: string }> {
  return inSystem(async (db) => {
    const asked = await openSignUp(db, token, now);
    const used = await db.signUp.updateMany({
      where: { tokenHash: asked.tokenHash, usedAt: null },
      data: { usedAt: now },
    });
    if (used.count === 0) throw linkIsOver();
    // The secret is the one of this very request: whoever asked before or after with the same address chose another.
    const { name, email, emailKey, passwordHash } = asked;
    return createAccount(db, { name, email, emailKey, passwordHash, locale: asked.locale as Locale }, now);
  });
}

/** Forget requests for an account that ran out more than a week ago. */
export async function sweepSignUps(db: Db, now = new Date()): Promise<void> {
  await db.signUp.deleteMany({ where: { expiresAt: { lt: new Date(now.getTime() - 7 * 86_400_000) } } });
}

async function openSignUp(db: Db, token: string, now: Date) {
  const asked = await db.signUp.findUnique({ where: { tokenHash: hashSecret(token) } });
  if (!asked || asked.usedAt || asked.expiresAt <= now) throw linkIsOver();
  return asked;
}

async function tellKnownPerson(db: Db, known: { name: string; email: string; locale: string }, token: string) {
  const link = `${env().APP_URL}/forgot`;
  const words = composeMail("addressKnown", known.locale as Locale, { name: known.name }, link);
  await postMail(db, { key: `known:${hashSecret(token)}`, to: { address: known.email, name: known.name }, ...words });
}

function linkIsOver() {
  return new AppError("not_found", "link_is_over", "This link was used before, has run out, or is not complete.");
}
