import { listMembers, type MemberRow } from "@/lib/accounts";
import { listAudit, recordAudit } from "@/lib/audit";
import type { AuditLine } from "@/lib/audit/schema";
import { AppError } from "@/lib/platform/errors";
import type { ActOnAccount } from "./schema";
import { staffTenant, type Staff } from "./staff";

/** How long staff may look at the people and the trail of an account after writing why. */
export const LOOK_MINUTES = 30;

export type Look = { until: Date; members: MemberRow[]; trail: { lines: AuditLine[]; older: number | null } };

/** Write down why staff look at the people and the trail of an account. The client reads it in their own trail. Throws `not_found`. */
export async function lookIntoAccount(staff: Staff, { accountId, reason }: ActOnAccount): Promise<void> {
  const account = await staff.db.account.findUnique({ where: { id: accountId }, select: { id: true } });
  if (!account) throw new AppError("not_found", "account_not_found", "There is no such account.");
  const { actor } = staffTenant(staff, accountId, reason);
  await recordAudit(staff.db, { accountId, actor, action: "staff.look", reason });
}

/** The people and the trail of an account, for the half hour after this member of staff has written why; else null. */
export async function lookAt(
  staff: Staff,
  { accountId, before }: { accountId: string; before?: number | undefined },
  now = new Date(),
): Promise<Look | null> {
  const written = await staff.db.auditEntry.findFirst({
    where: { accountId, actorKind: "staff", actorId: staff.userId, action: "staff.look" },
    orderBy: { no: "desc" },
  });
  const until = new Date((written?.at.getTime() ?? 0) + LOOK_MINUTES * 60_000);
  if (until <= now) return null;
  const tenant = staffTenant(staff, accountId, written?.reason ?? "");
  const { members } = await listMembers(tenant);
  return { until, members, trail: await listAudit(tenant, before) };
}
