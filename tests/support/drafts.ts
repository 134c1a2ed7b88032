import { createCampaign, getCampaign, saveCampaign } from "@/lib/campaigns";
import type { DraftContent } from "@/lib/campaigns/schema";
import { as, type TestAccount } from "./accounts";
import { makeList } from "./contacts";
import { fullLetter } from "./mail-content";

/** A draft that is ready to be sent to a list of `people`, but for what `change` says. */
export async function makeDraft(
  account: TestAccount,
  { people = ["ana"], change = {} }: { people?: string[]; change?: Partial<DraftContent> } = {},
) {
  const { listId, ids } = await makeList(account, { people });
  const { id } = await as(account, (tenant) => createCampaign(tenant, { name: "November letter" }));
  const content: DraftContent = {
    name: "November letter",
    subject: "Nine books for {{ first_name | default: 'you' }}",
    preheader: "For the first cold evenings",
    fromName: "Sample Books",
    fromEmail: "letter@news.example.com",
    listId,
    mode: "letter",
    letter: fullLetter,
    code: "",
    tracksOpens: true,
    tracksClicks: true,
    ...change,
  };
  const { version } = await as(account, (tenant) => saveCampaign(tenant, { campaignId: id, version: 1, ...content }));
  return { campaignId: id, listId, contactIds: ids, version, content };
}

/** The campaign as the database holds it now. */
export function readDraft(account: TestAccount, campaignId: string) {
  return as(account, (tenant) => getCampaign(tenant, campaignId));
}
