import { AppError } from "@/lib/platform/errors";
import type { Db } from "@/lib/platform/db";
import type { Permission } from "./schema";

/** Who acts: a member of the account, the service itself, an operator at the command line, or staff with a reason. */
export type Actor =
  | { kind: "member"; userId: string; name: string; email: string; permissions: readonly Permission[] }
  | { kind: "system"; name: string }
  | { kind: "operator"; name: string }
  | { kind: "staff"; userId: string; name: string; reason: string };

/** The account a unit of work is about, who acts in it, and its client. First parameter of every operation. */
export type Tenant = { accountId: string; actor: Actor; db: Db };

/** The tenant of a job: the service acting for an account, `name` being what shows in its audit trail. */
export function systemTenant(accountId: string, db: Db, name: string): Tenant {
  return { accountId, actor: { kind: "system", name }, db };
}

/** What an edge asks for: an area of permission, any one of several, or none (null). */
export type Needs = Permission | readonly Permission[] | null;

/** Refuse (`forbidden`) when the actor is a member without the area of permission that is needed, or without all of several. */
export function authorize(actor: Actor, needs: Needs): void {
  if (actor.kind !== "member" || needs === null) return;
  const any = typeof needs === "string" ? [needs] : needs;
  if (!any.some((permission) => actor.permissions.includes(permission)))
    throw new AppError("forbidden", "no_permission", `This needs the permission "${any.join('" or "')}".`);
}
