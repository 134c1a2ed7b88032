import type { Tenant } from "@/lib/accounts";
import { applyContactEvent } from "./apply-event";
import { noSuchContact } from "./find-contact";
import { recordConsent } from "./record-consent";

type Act = { contactId: string; network?: string; source?: "link" | "request" | "api" };

/**
 * End all mail to a person, for ever and on every list: no import and no member lifts it. True if it was new, false if
 * they had left before. Throws `not_found`.
 */
export async function unsubscribeContact(tenant: Tenant, act: Act, now = new Date()): Promise<boolean> {
  return changeByAct(tenant, act, { event: "unsubscribe", kind: "withdrawn" }, now);
}

/** Take an unsubscription back by the person's own act, and by nothing else. True if there was one. Throws `not_found`. */
export async function resubscribeContact(tenant: Tenant, act: Act, now = new Date()): Promise<boolean> {
  return changeByAct(tenant, act, { event: "resubscribe", kind: "granted" }, now);
}

type Change = { event: "unsubscribe"; kind: "withdrawn" } | { event: "resubscribe"; kind: "granted" };

async function changeByAct(tenant: Tenant, act: Act, { event, kind }: Change, now: Date): Promise<boolean> {
  const { accountId, db } = tenant;
  const { contactId, network = "", source = "link" } = act;
  const changed = await applyContactEvent(tenant, { event, contactIds: [contactId] }, now);
  if (changed > 0) {
    await recordConsent(tenant, { contactId, kind, source, wording: "", network }, now);
    return true;
  }
  const found = await db.contact.findUnique({
    where: { accountId_id: { accountId, id: contactId } },
    select: { id: true },
  });
  if (!found) throw noSuchContact();
  return false;
}
