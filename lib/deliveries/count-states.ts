import type { Tenant } from "@/lib/accounts";
import { DeliveryState, type StateCounts } from "./schema";

/** How many rows of a campaign's ledger are in each state. Read from counts that the database keeps with each change of a row. */
export async function countStates(tenant: Tenant, campaignId: string): Promise<StateCounts> {
  const { accountId, db } = tenant;
  const rows = await db.deliveryCount.findMany({ where: { accountId, campaignId } });
  return toCounts(rows);
}

/** Rows of (state, n) as one object with every state. */
export function toCounts(rows: { state: DeliveryState; n: number }[]): StateCounts {
  const counts = Object.fromEntries(DeliveryState.options.map((state) => [state, 0])) as StateCounts;
  for (const { state, n } of rows) counts[state] += n;
  return counts;
}
