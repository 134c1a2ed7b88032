import { isLocale, type Locale } from "@/lib/platform/locales";
import type { Permission } from "./schema";
import type { Tenant } from "./tenant";

export type ConfirmedMember = { userId: string; name: string; email: string };

/** The members who have confirmed their address, oldest first: those to whom the account may mail a test. */
export async function listConfirmedMembers(tenant: Tenant): Promise<ConfirmedMember[]> {
  const { accountId, db } = tenant;
  const members = await db.member.findMany({
    where: { accountId, user: { confirmedAt: { not: null } } },
    include: { user: { select: { name: true, email: true } } },
    orderBy: { createdAt: "asc" },
  });
  return members.map(({ userId, user }) => ({ userId, ...user }));
}

export type Administrator = { name: string; email: string; locale: Locale };

/** The confirmed members who administer the account, oldest first, each with the language to write to them in. */
export function listAdministrators(tenant: Tenant): Promise<Administrator[]> {
  return listMembersWith(tenant, "administration");
}

/** The confirmed members with a permission, oldest first, each with the language to write to them in. */
export async function listMembersWith(tenant: Tenant, permission: Permission): Promise<Administrator[]> {
  const { accountId, db } = tenant;
  const members = await db.member.findMany({
    where: { accountId, permissions: { has: permission }, user: { confirmedAt: { not: null } } },
    include: { user: { select: { name: true, email: true, locale: true } } },
    orderBy: { createdAt: "asc" },
  });
  return members.map(({ user }) => ({ ...user, locale: isLocale(user.locale) ? user.locale : "en" }));
}
