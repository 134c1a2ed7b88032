import "server-only";

export { checkCampaign, type CampaignCheck } from "./check-campaign";
export type { Branch, MailContact, MailList, MailUrls, PlanLink, RenderPlan, Segment, Slot } from "./content/plan";
export { chooseWay, renderLine, renderSlot, type RenderedMail } from "./content/render";
export { duplicateCampaign, keepCopy } from "./copy-campaign";
export { createCampaign } from "./create-campaign";
export { deleteDraft } from "./delete-draft";
export { freezeCampaign } from "./freeze-campaign";
export { getCampaign, type Campaign } from "./get-campaign";
export { listCampaigns, type CampaignPage, type CampaignRow } from "./list-campaigns";
export { compileDraft, loadPlan, type Plan } from "./load-plan";
export { moveCampaign } from "./move-campaign";
export { previewCampaign, type Preview } from "./preview-campaign";
export { saveCampaign } from "./save-campaign";
export { sendTest } from "./send-test";
