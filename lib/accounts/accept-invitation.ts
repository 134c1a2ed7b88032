import { recordAudit } from "@/lib/audit";
import { addressKey, parseAddress } from "@/lib/platform/address";
import { inSystem, type Db } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { hashSecret } from "@/lib/platform/tokens";
import { hashPassword } from "./password";
import type { Locale } from "./schema";

export type OpenInvitation = { accountName: string; email: string; isKnown: boolean };

/** What an invitation link offers, and whether its address has a person already. Throws `not_found` when it is over. */
export async function findInvitation(token: string, now = new Date()): Promise<OpenInvitation> {
  return inSystem(async (db) => {
    const invitation = await openInvitation(db, token, now);
    const user = await db.user.findUnique({ where: { emailKey: invitation.emailKey }, select: { id: true } });
    return { accountName: invitation.account.name, email: invitation.email, isKnown: user !== null };
  });
}

/** Join an account as a signed-in person. Only the address that was invited may: throws `forbidden` for another. */
export async function joinAccount(token: string, userId: string, now = new Date()): Promise<void> {
  await inSystem(async (db) => {
    const invitation = await openInvitation(db, token, now);
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.emailKey !== invitation.emailKey)
      throw new AppError("forbidden", "invitation_for_another", "This invitation is for another address.");
    await join(db, token, { id: userId, name: user.name }, now);
  });
}

/** Join an account as a person who is new: the mailed link proves the address, the secret is chosen now. Throws `conflict` when the address is known. */
export async function joinAsNewPerson(
  token: string,
  { name, password, locale }: { name: string; password: string; locale: Locale },
  now = new Date(),
): Promise<{ userId: string }> {
  const passwordHash = await hashPassword(password);
  return inSystem(async (db) => {
    const { email } = await openInvitation(db, token, now);
    const emailKey = addressKey(parseAddress(email));
    if (await db.user.findUnique({ where: { emailKey }, select: { id: true } }))
      throw new AppError("conflict", "invitation_sign_in", "There is an account with this address. Sign in to join.");
    const userId = newId();
    await db.user.create({ data: { id: userId, name, email, emailKey, passwordHash, locale, confirmedAt: now } });
    await join(db, token, { id: userId, name }, now);
    return { userId };
  });
}

async function join(db: Db, token: string, person: { id: string; name: string }, now: Date) {
  const { accountId, permissions } = await openInvitation(db, token, now);
  const where = { tokenHash: hashSecret(token), acceptedAt: null };
  const used = await db.invitation.updateMany({ where, data: { acceptedAt: now } });
  if (used.count === 0) throw invitationIsOver();
  const key = { accountId, userId: person.id };
  await db.member.upsert({
    where: { accountId_userId: key },
    create: { ...key, permissions },
    update: { permissions },
  });
  await db.session.updateMany({ where: { userId: person.id, kind: "member" }, data: { accountId } });
  const actor = { kind: "member", name: person.name, userId: person.id };
  await recordAudit(db, { accountId, actor, action: "member.join" });
}

async function openInvitation(db: Db, token: string, now: Date) {
  const where = { tokenHash: hashSecret(token) };
  const invitation = await db.invitation.findUnique({ where, include: { account: true } });
  if (!invitation || invitation.acceptedAt || invitation.expiresAt <= now) throw invitationIsOver();
  return invitation;
}

function invitationIsOver() {
  return new AppError("not_found", "link_is_over", "This link was used before, has run out, or is not complete.");
}
