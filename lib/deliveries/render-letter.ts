import { createPrivateKey } from "node:crypto";
import type { Tenant } from "@/lib/accounts";
import { compileDraft, getCampaign, loadPlan } from "@/lib/campaigns";
import { getContact } from "@/lib/contacts";
import { relayOf, sendingIdentity } from "@/lib/senders";
import { composeFor, prepareLetters } from "./engine/letters";
import { signLetter } from "./mime/dkim";
import type { Message } from "./transport";

/** One person's message, and its number in the ledger: null while it is not written there. */
export type RenderedLetter = Message & { seq: number | null };

/**
 * The very bytes that a person gets, or would get: written by what sends them. A draft is compiled and left as it is; of a campaign that was
 * asked to be sent, what was frozen. Without a row in the ledger its links lead nowhere. Throws `not_found` (campaign, contact).
 */
export async function renderLetter(tenant: Tenant, campaignId: string, contactId: string): Promise<RenderedLetter> {
  const { accountId, db } = tenant;
  const { status } = await getCampaign(tenant, campaignId);
  const { email, name, fields } = await getContact(tenant, contactId);
  const plan = await (status === "draft" ? compileDraft : loadPlan)(tenant, campaignId);
  const row = await db.delivery.findUnique({
    where: { accountId_contactId_campaignId: { accountId, contactId, campaignId } },
    select: { seq: true, email: true },
  });
  const { dkim, ...hosts } = await sendingIdentity(tenant, plan.from.address);
  const keys = dkim.map(({ privateKey, ...of }) => ({ ...of, key: createPrivateKey(privateKey) }));
  const message = composeFor(
    { accountId, campaignId, row: { seq: row?.seq ?? 0, email: row?.email ?? email, name, fields } },
    prepareLetters({ accountId, campaignId }, plan, { dkim: keys, ...hosts }),
  );
  const relay = await relayOf(tenant);
  const raw = relay?.signsDkim ? message.raw : await signLetter(message.raw, keys);
  return { ...message, raw, seq: row?.seq ?? null };
}
