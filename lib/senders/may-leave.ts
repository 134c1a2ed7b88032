import type { Tenant } from "@/lib/accounts";
import { isSandbox } from "@/lib/platform/env";

/** True when the account's mail goes to real readers: through the house's relay, or one it brought itself. */
export async function mayLeave({ accountId, db }: Tenant): Promise<boolean> {
  return !isSandbox() || (await db.relay.count({ where: { accountId } })) > 0;
}
