import type { Tenant } from "@/lib/accounts";
import { checkFrom } from "./check-from";
import { mustVerify } from "./may-leave";

/** True while a campaign may go out from this address: where mail leaves the machine, only from a confirmed address of a verified domain. */
export async function mayGoOut(tenant: Tenant, address: string): Promise<boolean> {
  if (!(await mustVerify(tenant))) return true;
  const { isConfirmed, domain } = await checkFrom(tenant, address);
  return isConfirmed && domain?.state === "verified";
}
