import type { Tenant } from "@/lib/accounts";
import { getCampaign } from "@/lib/campaigns";
import type { Wave } from "./schema";
import { readWaves, type ReaderClock } from "./zones";

/** When a campaign would reach whom if it were sent by the clock of each reader, first to last; empty without a list. Throws `not_found`, `invalid`. */
export async function previewWaves(tenant: Tenant, campaignId: string, clock: ReaderClock): Promise<Wave[]> {
  const { listId } = await getCampaign(tenant, campaignId);
  return listId ? readWaves(tenant, listId, clock) : [];
}
