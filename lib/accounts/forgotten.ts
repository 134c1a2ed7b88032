import { composeMail } from "@/emails/compose";
import { z } from "zod";
import { addressKey, type Address } from "@/lib/platform/address";
import { inSystem, type Db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { enqueue, job } from "@/lib/platform/jobs";
import { takeFromLimit } from "@/lib/platform/limits";
import { postMail } from "@/lib/platform/post";
import { hashSecret, newSecret } from "@/lib/platform/tokens";
import { hashPassword, verifyPassword } from "./password";
import type { ChangePasswordForm, Locale } from "./schema";

const LINK_MINUTES = 15;
// A stranger who uses these up has had links mailed to the owner that still work.
const ADDRESS_LIMIT = { name: "forgot-address", burst: 3, everySeconds: LINK_MINUTES * 60 };
const NETWORK_LIMIT = { name: "forgot-network", burst: 20, everySeconds: 60 };
const CHANGE_LIMIT = { name: "change-password", burst: 5, everySeconds: 60 };

/** Mail a link to choose a new secret, if the address is known; neither the answer nor its time tells. Throws `rate_limited`. */
export async function requestReset(email: Address, network: string, now = new Date()): Promise<void> {
  const emailKey = addressKey(email);
  await inSystem((db) => takeFromLimit(db, NETWORK_LIMIT, network, now));
  await inSystem((db) => takeFromLimit(db, ADDRESS_LIMIT, emailKey, now));
  // Whether there is such a person is asked by the worker: here both cases do the same.
  await inSystem((db) => enqueue(db, mailReset, null, { emailKey }));
}

/** Looks up who has an address and mails them a link to choose a new secret. */
export const mailReset = job(
  "accounts.mail-reset",
  z.object({ emailKey: z.string().max(320) }),
  async (work, input) => {
    await work.unit(async (db) => {
      const user = await db.user.findUnique({ where: { emailKey: input.emailKey } });
      if (!user) return;
      const token = newSecret();
      const tokenHash = hashSecret(token);
      const createdAt = new Date();
      const expiresAt = new Date(createdAt.getTime() + LINK_MINUTES * 60_000);
      await db.userLink.create({ data: { tokenHash, userId: user.id, purpose: "reset", expiresAt, createdAt } });
      const link = `${env().APP_URL}/reset/${token}`;
      const words = composeMail("resetPassword", user.locale as Locale, { name: user.name }, link);
      await postMail(db, { key: `reset:${tokenHash}`, to: { address: user.email, name: user.name }, ...words });
    });
  },
);

/** True while a link to choose a new secret can be used. Asking does not use it up. */
export async function isResetOpen(token: string, now = new Date()): Promise<boolean> {
  const link = await inSystem((db) => db.userLink.findUnique({ where: { tokenHash: hashSecret(token) } }));
  return Boolean(link && link.purpose === "reset" && !link.usedAt && link.expiresAt > now);
}

/** Choose a new secret by a mailed link. It works once; every session of the person ends, and they are told by mail. Answers the person's id. */
export async function resetPassword(token: string, password: string, now = new Date()): Promise<{ userId: string }> {
  const passwordHash = await hashPassword(password);
  return inSystem(async (db) => {
    const where = { tokenHash: hashSecret(token), purpose: "reset", usedAt: null, expiresAt: { gt: now } };
    const used = await db.userLink.updateMany({ where, data: { usedAt: now } });
    if (used.count === 0)
      throw new AppError("not_found", "link_is_over", "This link was used before, has run out, or is not complete.");
    const { userId } = await db.userLink.findUniqueOrThrow({ where: { tokenHash: where.tokenHash } });
    await setPassword(db, userId, passwordHash, null);
    return { userId };
  });
}

/** Change the secret of a signed-in person who knows the present one. Every other session of theirs ends at once. Throws `invalid` at `current`, `rate_limited`. */
export async function changePassword(
  userId: string,
  { current, password }: ChangePasswordForm,
  keepSessionId: string,
  now = new Date(),
): Promise<void> {
  await inSystem((db) => takeFromLimit(db, CHANGE_LIMIT, userId, now));
  const user = await inSystem((db) => db.user.findUniqueOrThrow({ where: { id: userId } }));
  if (!(await verifyPassword(current, user.passwordHash)))
    throw new AppError("invalid", "current_password_wrong", "The present secret is not right.", "current");
  const passwordHash = await hashPassword(password);
  await inSystem((db) => setPassword(db, userId, passwordHash, keepSessionId));
}

async function setPassword(db: Db, userId: string, passwordHash: string, keepSessionId: string | null) {
  const user = await db.user.update({ where: { id: userId }, data: { passwordHash } });
  await db.session.deleteMany({ where: { userId, ...(keepSessionId ? { id: { not: keepSessionId } } : {}) } });
  // Links that were mailed before belong to the secret before.
  await db.userLink.deleteMany({ where: { userId, purpose: "reset", usedAt: null } });
  const words = composeMail("passwordChanged", user.locale as Locale, { name: user.name });
  const key = `password:${hashSecret(passwordHash)}`;
  await postMail(db, { key, to: { address: user.email, name: user.name }, ...words });
}
