import { AppError } from "@/lib/platform/errors";
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
