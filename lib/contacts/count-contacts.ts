import type { Tenant } from "@/lib/accounts";
import { readCounts, WHOLE_ACCOUNT, type Counts } from "./counts";

/** How many contacts the account has, by status. Read from counters, never counted. */
export async function countContacts(tenant: Tenant): Promise<Counts> {
  const counts = await readCounts(tenant, [WHOLE_ACCOUNT]);
  return counts.get(WHOLE_ACCOUNT) ?? {};
}
