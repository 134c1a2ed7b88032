import { z } from "zod";
import { saveCampaign } from "@/lib/campaigns";
import { SaveCampaign } from "@/lib/campaigns/schema";
import { route } from "@/lib/web/route";

const params = z.object({ id: z.uuid() });
const body = SaveCampaign.omit({ campaignId: true }).strict();

/**
 * The editor saves here by itself. Not a server action: one would leave the page when the session has ended, and is unknown to a
 * newer build, and either would take the words with it that are not saved yet.
 */
export const POST = route("campaigns", { params, body }, (tenant, { params: { id }, body: draft }) =>
  saveCampaign(tenant, { ...draft, campaignId: id }),
);
