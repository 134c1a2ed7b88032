import type { Tenant } from "@/lib/accounts";
import { eraseContact } from "@/lib/contacts";
import { forgetRecipient } from "@/lib/deliveries";

/**
 * Erase a person at their wish (GDPR 17, LGPD 18): contact, lists, what came back and the addresses in the ledger go, totals and proofs stay, and only a
 * keyed hash is kept, so that no import brings them back. Throws `not_found`.
 */
export async function erasePerson(tenant: Tenant, contactId: string, now = new Date()): Promise<void> {
  // The ledger first: an outcome locks its row before it tells the contact, and so do we.
  await forgetRecipient(tenant, contactId);
  await eraseContact(tenant, contactId, now);
}
