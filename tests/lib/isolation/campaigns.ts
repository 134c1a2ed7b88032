import {
  checkCampaign,
  compileDraft,
  deleteDraft,
  duplicateCampaign,
  freezeCampaign,
  getCampaign,
  keepCopy,
  loadPlan,
  moveCampaign,
  previewCampaign,
  saveCampaign,
  sendTest,
} from "@/lib/campaigns";
import { makeDraft } from "@/tests/support/drafts";
import { walls } from "@/tests/support/walls";

export const campaignsWalls = walls({
  furnish: async (account) => {
    const { contactIds, ...draft } = await makeDraft(account);
    return { ...draft, contactId: contactIds[0]!, userId: account.userId };
  },
  refused: {
    getCampaign: (tenant, { campaignId }) => getCampaign(tenant, campaignId),
    saveCampaign: (tenant, { campaignId, version, content }, { listId }) =>
      saveCampaign(tenant, { campaignId, version, ...content, listId }),
    keepCopy: (tenant, { campaignId, content }, { listId }) => keepCopy(tenant, { campaignId, ...content, listId }),
    duplicateCampaign: (tenant, { campaignId }) => duplicateCampaign(tenant, campaignId, "ours"),
    checkCampaign: (tenant, { campaignId }) => checkCampaign(tenant, campaignId),
    previewCampaign: (tenant, { contactId }, ours) => previewCampaign(tenant, ours.campaignId, { contactId }),
    sendTest: (tenant, { campaignId }, { userId }) => sendTest(tenant, { campaignId, to: [userId] }),
    freezeCampaign: (tenant, { campaignId }) => freezeCampaign(tenant, campaignId),
    loadPlan: (tenant, { campaignId }) => loadPlan(tenant, campaignId),
    compileDraft: (tenant, { campaignId }) => compileDraft(tenant, campaignId),
    deleteDraft: (tenant, { campaignId }) => deleteDraft(tenant, campaignId),
  },
  blind: {
    moveCampaign: [
      (tenant, { campaignId }) => moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled" }),
      false,
    ],
  },
  idless: ["createCampaign", "listCampaigns"],
});
