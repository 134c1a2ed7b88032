import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { forgetWords } from "./create-contact";
import { noSuchContact } from "./find-contact";
import { keepSuppression, type SuppressionReason } from "./suppress-address";
import { lockSuppressions, suppressionHash } from "./suppression-key";

/**
 * Remove a contact. Who had unsubscribed or was suppressed stays known by the hash of the address, so that nobody
 * adds them again. Throws `not_found`.
 */
export async function deleteContact(tenant: Tenant, contactId: string, now = new Date()): Promise<void> {
  await remove(tenant, contactId, "contact.delete", now);
}

/** Remove several contacts at once, as `deleteContact` does: all of them or, when one is not there, none. */
export async function deleteContacts(tenant: Tenant, contactIds: string[], now = new Date()): Promise<void> {
  for (const id of new Set(contactIds)) await remove(tenant, id, "contact.delete", now);
}

/**
 * Erase a contact at the person's wish (GDPR 17, LGPD 18): the address is gone, only its hash is kept, and a later
 * import of that address is refused. Throws `not_found`.
 */
export async function eraseContact(tenant: Tenant, contactId: string, now = new Date()): Promise<void> {
  await remove(tenant, contactId, "contact.erase", now);
}

async function remove(tenant: Tenant, id: string, action: "contact.delete" | "contact.erase", now: Date) {
  const { accountId, actor, db } = tenant;
  await lockSuppressions(tenant);
  const contact = await db.contact.findUnique({ where: { accountId_id: { accountId, id } } });
  if (!contact) throw noSuchContact();
  const reason: SuppressionReason | null =
    action === "contact.erase" ? "erased" : contact.status === "unsubscribed" ? "unsubscribed" : null;
  if (reason) {
    await keepSuppression(tenant, { emailKey: contact.emailKey, email: null, reason }, now);
    // An address that was suppressed before loses its text as well, and the account can no longer lift it.
    await db.$executeRaw`UPDATE suppression SET email = NULL, note = '', reason = ${reason}
      WHERE account_id = ${accountId}::uuid AND email_hash = ${suppressionHash(accountId, contact.emailKey)}`;
  }
  if (reason === "erased") {
    await db.$executeRaw`DELETE FROM import_refusal WHERE account_id = ${accountId}::uuid
      AND EXISTS (SELECT 1 FROM unnest(cells) AS cell WHERE strpos(lower(cell), ${contact.emailKey}) > 0)`;
  }
  await forgetWords(tenant, contact);
  await db.membership.deleteMany({ where: { accountId, contactId: id } });
  await db.contact.delete({ where: { accountId_id: { accountId, id } } });
  await recordAudit(db, { accountId, actor, action, detail: { id } });
}
