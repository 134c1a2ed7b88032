import type { Returned } from "@/lib/bounces";
import { inSystem } from "@/lib/platform/db";

/** The row of the ledger that something which came back is about. */
export type ReturnedDelivery = {
  accountId: string;
  campaignId: string;
  seq: number;
  contactId: string;
  email: string;
  sentAt: Date | null;
};

/** The mail whose sealed address this was, whoever's it is. Null when it was never sent or is not in the ledger any more. */
export function findReturned({ campaignId, seq }: Returned): Promise<ReturnedDelivery | null> {
  return inSystem(async (db) => {
    const campaign = await db.campaign.findUnique({ where: { id: campaignId }, select: { accountId: true } });
    if (!campaign) return null;
    const { accountId } = campaign;
    const delivery = await db.delivery.findUnique({
      where: { accountId_campaignId_seq: { accountId, campaignId, seq } },
      select: { contactId: true, email: true, settledAt: true, attempts: true },
    });
    if (!delivery || delivery.attempts === 0) return null;
    return {
      accountId,
      campaignId,
      seq,
      contactId: delivery.contactId,
      email: delivery.email,
      sentAt: delivery.settledAt,
    };
  });
}
