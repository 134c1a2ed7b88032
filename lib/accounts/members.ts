import { recordAudit } from "@/lib/audit";
import { composeMail } from "@/emails/compose";
import { addressKey } from "@/lib/platform/address";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { isUuid, newId } from "@/lib/platform/ids";
import { postMail } from "@/lib/platform/post";
import { hashSecret, newSecret } from "@/lib/platform/tokens";
import type { InviteForm, Locale, MemberPermissionsForm, Permission } from "./schema";
import type { Tenant } from "./tenant";

export type MemberRow = { userId: string; name: string; email: string; permissions: Permission[]; since: Date };
export type InvitationRow = { id: string; email: string; permissions: Permission[]; expiresAt: Date };

const LINK_DAYS = 7;
const HOURLY_INVITATIONS = 20;
const AGAIN_AFTER_MINUTES = 10;

/** The account's members, oldest first, and the invitations that nobody has taken up yet. */
export async function listMembers(tenant: Tenant): Promise<{ members: MemberRow[]; invitations: InvitationRow[] }> {
  const { accountId, db } = tenant;
  const invitations = await db.invitation.findMany({
    where: { accountId, acceptedAt: null },
    select: { id: true, email: true, permissions: true, expiresAt: true },
    orderBy: { createdAt: "asc" },
  });
  return {
    members: await readMembers(tenant),
    invitations: invitations.map(({ permissions, ...open }) => ({ ...open, permissions: permissions as Permission[] })),
  };
}

/** One member of the account. Throws `not_found`. */
export async function getMember(tenant: Tenant, userId: string): Promise<MemberRow> {
  const [member] = isUuid(userId) ? await readMembers(tenant, userId) : [];
  if (!member) throw new AppError("not_found", "member_not_found", "There is no such member of this account.");
  return member;
}

async function readMembers({ accountId, db }: Tenant, userId?: string): Promise<MemberRow[]> {
  const rows = await db.member.findMany({
    where: { accountId, ...(userId ? { userId } : {}) },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ user, permissions, createdAt, ...member }) => ({
    userId: member.userId,
    ...user,
    permissions: permissions as Permission[],
    since: createdAt,
  }));
}

/**
 * Invite a person by mail to work in the account. Inviting an address again replaces the link and the permissions. Throws
 * `rate_limited` beyond 20 an hour, and for an address that was invited less than ten minutes ago.
 */
export async function inviteMember(
  tenant: Tenant,
  { email, permissions }: InviteForm,
  now = new Date(),
): Promise<void> {
  const { accountId, actor, db } = tenant;
  const emailKey = addressKey(email);
  await assertMayInvite(tenant, emailKey, now);
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  const token = newSecret();
  const tokenHash = hashSecret(token);
  const expiresAt = new Date(now.getTime() + LINK_DAYS * 86_400_000);
  const invitedBy = "userId" in actor ? actor.userId : accountId;
  const data = { email: email.address, permissions, tokenHash, invitedBy, expiresAt, createdAt: now, acceptedAt: null };
  await db.invitation.upsert({
    where: { accountId_emailKey: { accountId, emailKey } },
    create: { accountId, id: newId(), emailKey, ...data },
    update: data,
  });
  const values = { inviter: actor.name, account: account.name };
  const words = composeMail("invitation", account.locale as Locale, values, `${env().APP_URL}/invitation/${token}`);
  await postMail(db, { key: `invitation:${tokenHash}`, accountId, to: { address: email.address }, ...words });
  await audit(tenant, "member.invite", email.address, { permissions });
}

// The mail goes to whoever the account names, so it must not become a way to write to strangers.
async function assertMayInvite({ accountId, db }: Tenant, emailKey: string, now: Date) {
  const since = (minutes: number) => ({ gt: new Date(now.getTime() - minutes * 60_000) });
  const many = await db.invitation.count({ where: { accountId, createdAt: since(60) } });
  const same = await db.invitation.count({ where: { accountId, emailKey, createdAt: since(AGAIN_AFTER_MINUTES) } });
  if (many < HOURLY_INVITATIONS && same === 0) return;
  const reason = same > 0 ? "invited_just_now" : "too_many_tries";
  throw new AppError("rate_limited", reason, "This address was invited a moment ago.", same > 0 ? "email" : undefined);
}

/** Take an invitation back. Throws `not_found` when it was accepted or never there. */
export async function cancelInvitation(tenant: Tenant, invitationId: string): Promise<void> {
  const { accountId, db } = tenant;
  const where = { accountId, id: invitationId, acceptedAt: null };
  const invitation = await db.invitation.findFirst({ where, select: { email: true } });
  const { count } = await db.invitation.deleteMany({ where });
  if (!invitation || count === 0)
    throw new AppError("not_found", "invitation_not_found", "There is no such open invitation.");
  await audit(tenant, "member.uninvite", invitation.email);
}

/** Change what a member may do. The last administrator stays one. */
export async function changePermissions(tenant: Tenant, { userId, permissions }: MemberPermissionsForm): Promise<void> {
  const { accountId, db } = tenant;
  const { email } = await getMember(tenant, userId);
  await db.member.updateMany({ where: { accountId, userId }, data: { permissions } });
  await assertAdministrator(tenant, "permissions");
  await audit(tenant, "member.permissions", email, { permissions });
}

/** Remove a member: they lose the account at their next request. The last administrator cannot go. */
export async function removeMember(tenant: Tenant, userId: string): Promise<void> {
  const { accountId, db } = tenant;
  const { email } = await getMember(tenant, userId);
  await db.member.deleteMany({ where: { accountId, userId } });
  await assertAdministrator(tenant);
  await audit(tenant, "member.remove", email);
}

// Asked after the change and under a lock on the account, so that two administrators cannot remove each other.
async function assertAdministrator({ accountId, db }: Tenant, field?: string) {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`members ${accountId}`}, 0))::text`;
  const left = await db.member.count({ where: { accountId, permissions: { has: "administration" } } });
  if (left === 0)
    throw new AppError("conflict", "last_administrator", "An account needs at least one administrator.", field);
}

function audit({ accountId, actor, db }: Tenant, action: string, subject: string, detail = {}) {
  return recordAudit(db, { accountId, actor, action, subject, detail });
}
