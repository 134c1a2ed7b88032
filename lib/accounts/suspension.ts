import { composeMail, type HouseMail } from "@/emails/compose";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { postMail } from "@/lib/platform/post";
import type { Locale } from "./schema";
import type { Tenant } from "./tenant";

/** Refuse (`forbidden`) when staff have suspended the account: it reads and exports, it does not send. Ask before anything leaves. */
export async function assertMaySend(tenant: Tenant): Promise<void> {
  const { accountId, db } = tenant;
  const { status } = await db.account.findUniqueOrThrow({ where: { id: accountId }, select: { status: true } });
  if (status === "suspended")
    throw new AppError(
      "forbidden",
      "account_suspended",
      "This account is suspended. It can read and export, not send.",
    );
}

/** Suspend the account: nothing of it is sent until the suspension is lifted. Its administrators get the reason by mail. Throws `not_found`, `conflict`. */
export async function suspend(tenant: Tenant, reason: string, now = new Date()): Promise<void> {
  const particulars = { status: "suspended", suspendedReason: reason, suspendedAt: now };
  await change(tenant, "active", particulars, "already_suspended");
  await tell(tenant, "accountSuspended", reason);
}

/** Lift the suspension of the account. Its administrators are told by mail. Throws `not_found`, `conflict`. */
export async function liftSuspension(tenant: Tenant, reason: string): Promise<void> {
  const particulars = { status: "active", suspendedReason: null, suspendedAt: null };
  await change(tenant, "suspended", particulars, "not_suspended");
  await tell(tenant, "suspensionLifted", reason);
}

type Particulars = { status: string; suspendedReason: string | null; suspendedAt: Date | null };

async function change({ accountId, db }: Tenant, from: string, data: Particulars, otherwise: string) {
  const { count } = await db.account.updateMany({ where: { id: accountId, status: from }, data });
  if (count > 0) return;
  const found = await db.account.findUnique({ where: { id: accountId }, select: { id: true } });
  if (!found) throw new AppError("not_found", "account_not_found", "There is no such account.");
  throw new AppError("conflict", otherwise, "Someone was faster: the account is in that state already.");
}

async function tell({ accountId, actor, db }: Tenant, mail: HouseMail, reason: string) {
  const action = mail === "accountSuspended" ? "account.suspend" : "account.unsuspend";
  await recordAudit(db, { accountId, actor, action, reason });
  const members = await db.member.findMany({
    where: { accountId, permissions: { has: "administration" } },
    select: { user: { select: { name: true, email: true, locale: true } }, account: { select: { name: true } } },
  });
  for (const { user, account } of members) {
    const words = composeMail(mail, user.locale as Locale, { name: user.name, account: account.name, reason });
    await postMail(db, {
      key: `${mail}:${newId()}`,
      accountId,
      to: { address: user.email, name: user.name },
      ...words,
    });
  }
}
