import type { Actor, Tenant } from "@/lib/accounts";
import type { Db } from "@/lib/platform/db";

/** A member of staff at work, with the client of a unit of work across accounts. First parameter of every operation here. */
export type Staff = { userId: string; name: string; db: Db };

/** Staff acting on one account, for a reason that stands in its audit trail. */
export function staffTenant({ userId, name, db }: Staff, accountId: string, reason: string): Tenant {
  const actor: Actor = { kind: "staff", userId, name, reason };
  return { accountId, actor, db };
}
