import type { Tenant } from "@/lib/accounts";

/** How many answers of people came to one mail since then. */
export function countAnswers(
  { accountId, db }: Tenant,
  { campaignId, contactId, seq }: { campaignId: string; contactId: string; seq: number },
  since: Date,
): Promise<number> {
  return db.bounceEvent.count({ where: { accountId, contactId, campaignId, seq, kind: "reply", at: { gt: since } } });
}
