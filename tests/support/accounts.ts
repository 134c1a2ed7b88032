import type { Permission } from "@/lib/accounts/schema";
import type { Tenant } from "@/lib/accounts";
import { inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";

export type TestAccount = { accountId: string; userId: string; email: string };

/** An account of its own for a test, with one confirmed member who may do everything. */
export async function makeAccount({ name = "Sample account" } = {}): Promise<TestAccount> {
  const accountId = newId();
  const userId = newId();
  const email = `member-${userId.slice(-12)}@example.com`;
  await inSystem(async (db) => {
    await db.account.create({ data: { id: accountId, name, postalAddress: "1 Sample Street, Example" } });
    await db.user.create({
      data: { id: userId, name: "Sample Member", email, emailKey: email, passwordHash: "", confirmedAt: new Date() },
    });
    await db.member.create({ data: { accountId, userId, permissions: EVERYTHING } });
  });
  return { accountId, userId, email };
}

/** One unit of work as the account's member, with all permissions unless told. */
export function as<T>(
  account: TestAccount,
  work: (tenant: Tenant) => Promise<T>,
  permissions: Permission[] = EVERYTHING,
): Promise<T> {
  const { accountId, userId, email } = account;
  const actor = { kind: "member", userId, name: "Sample Member", email, permissions } as const;
  return inAccount(accountId, (db) => work({ accountId, actor, db }));
}

const EVERYTHING: Permission[] = ["reports", "campaigns", "templates", "contacts", "administration"];
