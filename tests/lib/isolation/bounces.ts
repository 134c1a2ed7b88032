import { countAnswers, getBounce, listBounces, sumBounces, undoBounce } from "@/lib/bounces";
import { receiveMail } from "@/lib/inbound";
import type { TestAccount } from "@/tests/support/accounts";
import { bounceOf, returnsOf } from "@/tests/support/returned";
import { addSending } from "@/tests/support/sendings";
import { walls } from "@/tests/support/walls";

export const bouncesWalls = walls({
  furnish: async (account: TestAccount) => {
    const sending = await addSending(account, ["ana"]);
    const bounce = bounceOf(sending.key(1), { email: "ana@example.com", reply: "550 5.1.1 User unknown" });
    await receiveMail({ ...bounce, source: "listener" });
    const [event] = await returnsOf(account);
    return { bounceId: event!.id, campaignId: sending.campaignId, contactId: sending.contactIds[0]! };
  },
  refused: {
    getBounce: (tenant, { bounceId }) => getBounce(tenant, bounceId),
    undoBounce: (tenant, { bounceId }) => undoBounce(tenant, bounceId),
  },
  blind: {
    countAnswers: [(tenant, theirs) => countAnswers(tenant, { ...theirs, seq: 1 }, new Date(0)), 0],
    listBounces: [
      (tenant, { contactId, campaignId }) => listBounces(tenant, { contactId, campaign: campaignId }),
      { bounces: [], older: null, newer: null },
    ],
    sumBounces: [(tenant, { campaignId }) => sumBounces(tenant, { campaign: campaignId }), []],
  },
  idless: [],
});
