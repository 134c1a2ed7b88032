import { contactEventOf, hideOthers, recordBouncesSql, redactMail, type Inbound, type NewBounce } from "@/lib/bounces";
import type { BounceSource } from "@/lib/bounces/schema";
import { applyContactEvent, findAddressKey, suppressAddress } from "@/lib/contacts";
import type { Tenant } from "@/lib/accounts";
import { Flag } from "@/lib/deliveries";
import type { ReturnedDelivery } from "./find-returned";
import { softBouncesInRow } from "./soft-row";

/** What came back, by which way, and for whom. */
export type Return = { inbound: Inbound; raw: Uint8Array | null; source: BounceSource; occasion?: string };

/**
 * Write down what came back for a mail, and let it act on its contact: a final bounce ends mailing, the third soft one in a row does, a complaint
 * suppresses the address for good. All in the caller's transaction. False when it was known already.
 */
export async function takeReturn(
  tenant: Tenant,
  delivery: ReturnedDelivery,
  came: Return,
  now = new Date(),
): Promise<boolean> {
  const { accountId, db } = tenant;
  const { campaignId, seq, contactId, email } = delivery;
  const { inbound, raw, source, occasion } = came;
  const addressNow = await findAddressKey(tenant, contactId);
  const said = recipientOf(inbound, email);
  const fact = {
    campaignId,
    seq,
    contactId,
    // Whoever was erased meanwhile is not written down again.
    email: addressNow === null ? "" : email,
    source,
    occasion,
    kind: inbound.kind,
    class: said?.class ?? inbound.class,
    reason: said?.reason ?? inbound.reason,
    hard: inbound.kind === "bounce" && (said?.hard ?? inbound.hard),
    status: said?.status ?? "",
    diagnostic: addressNow === null ? "" : hideOthers(said?.diagnostic ?? "", email),
    raw: raw && addressNow !== null && KEPT.has(inbound.kind) ? redactMail(raw, email) : null,
    sentAt: delivery.sentAt ?? now,
  };
  const added = await db.$queryRaw<NewBounce[]>(recordBouncesSql(accountId, [fact], now));
  if (added.length === 0) return false;
  if (fact.kind === "bounce")
    await db.$executeRaw`UPDATE delivery SET flags = flags | ${Flag.bounced}::smallint
      WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND seq = ${seq}`;
  const isSame = addressNow === email.toLowerCase();
  await tellContact(tenant, { ...fact, email, isSame }, now);
  return true;
}

// What a machine or a person answers is theirs: it is counted, not kept.
const KEPT = new Set(["bounce", "delayed", "complaint", "unclear"]);

type Fact = Parameters<typeof contactEventOf>[0] & {
  contactId: string;
  email: string;
  /** The contact still has the address that was written to. */
  isSame: boolean;
};

async function tellContact(tenant: Tenant, fact: Fact, now: Date): Promise<void> {
  const event = contactEventOf(fact);
  if (!event) return;
  const { contactId, email, isSame } = fact;
  // That an old address is of no use says nothing of the one it was corrected to.
  if (event !== "complain" && !isSame) return;
  const inRow = event === "soft_bounce" ? await softBouncesInRow(tenant, contactId) : undefined;
  await applyContactEvent(tenant, { event, contactIds: [contactId], inRow }, now);
  // Who was erased is suppressed already.
  if (event === "complain" && email !== "") await suppressAddress(tenant, { email, reason: "complaint" }, now);
}

// Of several recipients the one we wrote to; a mail that was passed on comes back with a name we do not know.
function recipientOf({ kind, recipients }: Inbound, email: string) {
  if (kind !== "bounce" && kind !== "delayed") return undefined;
  const own = recipients.find(({ address }) => address.toLowerCase() === email.toLowerCase());
  return own ?? recipients.find(({ action }) => action === "failed") ?? recipients[0];
}
