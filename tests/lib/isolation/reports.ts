import { launchCampaign } from "@/lib/deliveries";
import { findByText, listRecipients, readReport, readSending } from "@/lib/reports";
import { RecipientFilter } from "@/lib/reports/schema";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { makeDraft } from "@/tests/support/drafts";
import { walls } from "@/tests/support/walls";

export const reportsWalls = walls({
  furnish: async (account) => {
    const person = `reader${newId().slice(-12)}`;
    const { campaignId } = await makeDraft(account, { people: [person] });
    const sendAt = new Date(Date.now() + 86_400_000);
    await as(account, (tenant) => launchCampaign(tenant, { campaignId, sendAt }));
    return { person, campaignId };
  },
  refused: {
    readSending: (tenant, { campaignId }) => readSending(tenant, campaignId),
    readReport: (tenant, { campaignId }) => readReport(tenant, campaignId),
    listRecipients: (tenant, { campaignId }) => listRecipients(tenant, campaignId, RecipientFilter.parse({})),
  },
  blind: {
    findByText: [(tenant, { person }) => findByText(tenant, person), { contacts: [], lists: [], campaigns: [] }],
  },
  idless: ["listReports", "readOverview"],
});
