import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import type { ActOnAccount } from "./schema";
import { staffTenant, type Staff } from "./staff";

/** How long staff may look at the people and the trail of an account after writing why. */
export const LOOK_MINUTES = 30;

/** Write down why staff look at the people and the trail of an account. The client reads it in their own trail. Throws `not_found`. */
export async function lookIntoAccount(staff: Staff, { accountId, reason }: ActOnAccount): Promise<void> {
  const account = await staff.db.account.findUnique({ where: { id: accountId }, select: { id: true } });
  if (!account) throw new AppError("not_found", "account_not_found", "There is no such account.");
  const { actor } = staffTenant(staff, accountId, reason);
  await recordAudit(staff.db, { accountId, actor, action: "staff.look", reason });
}

/** True while this member of staff has written a reason to look within the last half hour. */
export async function isLooking(staff: Staff, accountId: string, now = new Date()): Promise<boolean> {
  const at = { gt: new Date(now.getTime() - LOOK_MINUTES * 60_000) };
  const where = { accountId, actorKind: "staff", actorId: staff.userId, action: "staff.look", at };
  return (await staff.db.auditEntry.findFirst({ where, select: { no: true } })) !== null;
}
