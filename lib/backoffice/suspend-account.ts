import { liftSuspension, suspend } from "@/lib/accounts";
import { resolveAccountAlarms } from "@/lib/inbound";
import type { ActOnAccount } from "./schema";
import { staffTenant, type Staff } from "./staff";

/** Stop an account from sending, for a written reason that its members see. Throws `not_found`, or `conflict` when it is suspended already. */
export async function suspendAccount(
  staff: Staff,
  { accountId, reason }: ActOnAccount,
  now = new Date(),
): Promise<void> {
  await suspend(staffTenant(staff, accountId, reason), reason, now);
}

/** Let a suspended account send again, for a written reason. Throws `not_found`, or `conflict` when it is not suspended. */
export async function unsuspendAccount(staff: Staff, { accountId, reason }: ActOnAccount): Promise<void> {
  const tenant = staffTenant(staff, accountId, reason);
  await liftSuspension(tenant, reason);
  await resolveAccountAlarms(tenant, reason);
}
