import { recordAudit } from "@/lib/audit";
import type { Db } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { Permission, type Locale } from "./schema";

export type NewAccount = {
  name: string;
  email: string;
  emailKey: string;
  passwordHash: string;
  locale: Locale;
  accountName?: string;
  timeZone?: string;
  postalAddress?: string;
  isDemo?: boolean;
};

/** Begin a person with a confirmed address, an account of their own and a membership with all permissions. Throws `conflict` when the address is taken. */
export async function createAccount(
  db: Db,
  given: NewAccount,
  now = new Date(),
): Promise<{ userId: string; accountId: string }> {
  const { name, email, emailKey, passwordHash, locale } = given;
  if (await db.user.findUnique({ where: { emailKey }, select: { id: true } }))
    throw new AppError("conflict", "account_exists", "There is an account with this address already.", "email");
  const userId = newId();
  const accountId = newId();
  await db.user.create({
    data: { id: userId, name, email, emailKey, passwordHash, locale, confirmedAt: now, createdAt: now },
  });
  const { accountName = name, timeZone = zoneOf(locale), postalAddress = "", isDemo = false } = given;
  await db.account.create({
    data: { id: accountId, name: accountName, locale, timeZone, postalAddress, isDemo, createdAt: now },
  });
  await db.member.create({ data: { accountId, userId, permissions: [...Permission.options], createdAt: now } });
  await recordAudit(db, { accountId, actor: { kind: "member", name, userId }, action: "account.create" });
  return { userId, accountId };
}

// A first guess, changed in the settings.
function zoneOf(locale: Locale): string {
  return locale === "pt-BR" ? "America/Sao_Paulo" : "UTC";
}
