import type { Tenant } from "@/lib/accounts";
import { env, isSandbox } from "@/lib/platform/env";

/** True when the account's mail goes to real readers: through the house's relay, or one it brought itself. */
export async function mayLeave({ accountId, db }: Tenant): Promise<boolean> {
  return !isSandbox() || (await db.relay.count({ where: { accountId } })) > 0;
}

/** True when campaigns of the account go out from verified domains and confirmed addresses only. */
export async function mustVerify(tenant: Tenant): Promise<boolean> {
  return !env().ALLOW_UNVERIFIED_SENDERS && (await mayLeave(tenant));
}
