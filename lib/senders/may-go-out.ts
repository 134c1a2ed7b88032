import type { Tenant } from "@/lib/accounts";
import { readAddress } from "@/lib/platform/address";
import { checkFrom } from "./check-from";
import { mustVerify } from "./may-leave";

/** True while a campaign may go out from this address: where mail leaves the machine, only from a confirmed address of a verified domain. */
export async function mayGoOut(tenant: Tenant, address: string): Promise<boolean> {
  if (!(await mustVerify(tenant))) return true;
  // As it was written by hand: a domain with letters of its own is kept as A-labels.
  const read = readAddress(address);
  if (!read) return false;
  const { isConfirmed, domain } = await checkFrom(tenant, read.address);
  return isConfirmed && domain?.state === "verified";
}
