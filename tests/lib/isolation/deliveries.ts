import {
  cancelSending,
  countRest,
  countStates,
  forgetRecipient,
  getProof,
  launchCampaign,
  pauseSending,
  previewWaves,
  readPace,
  readWarmUp,
  releaseSending,
  renderLetter,
  rescheduleLaunch,
  resendRest,
  resumeSending,
  undoLaunch,
  willNotGetIt,
} from "@/lib/deliveries";
import { as } from "@/tests/support/accounts";
import { makeDraft } from "@/tests/support/drafts";
import { walls } from "@/tests/support/walls";

const tomorrow = () => new Date(Date.now() + 86_400_000);

export const deliveriesWalls = walls({
  furnish: async (account) => {
    const { campaignId: draftId } = await makeDraft(account, { people: ["ana", "bento"] });
    const { campaignId, contactIds } = await makeDraft(account, { people: ["clara"] });
    const contactId = contactIds[0]!;
    await as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt: tomorrow() }));
    return { draftId, campaignId, contactId };
  },
  refused: {
    launchCampaign: (tenant, { draftId }) => launchCampaign(tenant, { campaignId: draftId, sendAt: tomorrow() }),
    undoLaunch: (tenant, { campaignId }) => undoLaunch(tenant, campaignId),
    pauseSending: (tenant, { campaignId }) => pauseSending(tenant, campaignId),
    resumeSending: (tenant, { campaignId }) => resumeSending(tenant, campaignId),
    cancelSending: (tenant, { campaignId }) => cancelSending(tenant, campaignId),
    getProof: (tenant, { campaignId }) => getProof(tenant, campaignId),
    countRest: (tenant, { campaignId }) => countRest(tenant, campaignId),
    resendRest: (tenant, { campaignId }) => resendRest(tenant, { campaignId }),
    rescheduleLaunch: (tenant, { campaignId }) => rescheduleLaunch(tenant, { campaignId, sendAt: tomorrow() }),
    previewWaves: (tenant, { campaignId }) =>
      previewWaves(tenant, campaignId, { zoneField: "zone", wallTime: "2030-01-01T09:00" }),
    renderLetter: (tenant, { campaignId, contactId }) => renderLetter(tenant, campaignId, contactId),
    willNotGetIt: (tenant, { campaignId }) => willNotGetIt(tenant, campaignId),
  },
  blind: {
    forgetRecipient: [(tenant, { contactId }) => forgetRecipient(tenant, contactId), undefined],
    readWarmUp: [(tenant, { campaignId }) => readWarmUp(tenant, campaignId, 1), null],
    readPace: [(tenant, { campaignId }) => readPace(tenant, campaignId), []],
    releaseSending: [(tenant, { campaignId }) => releaseSending(tenant, campaignId), undefined],
    countStates: [
      (tenant, { campaignId }) => countStates(tenant, campaignId),
      { queued: 0, leased: 0, deferred: 0, accepted: 0, failed: 0, suppressed: 0, expired: 0, cancelled: 0 },
    ],
  },
  idless: ["freeCredits"],
});
