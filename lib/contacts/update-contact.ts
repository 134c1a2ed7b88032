import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { addressKey } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";
import { applyContactEvent } from "./apply-event";
import { checkFields } from "./check-fields";
import { addressTaken, assertNotSuppressed, forgetWords, keepWords, readEmail } from "./create-contact";
import { noSuchContact } from "./find-contact";
import type { UpdateContact } from "./schema";
import { holdSuppressions } from "./suppression-key";

/**
 * Change a contact's address, name and fields (null takes a value away; a field that is not named stays). A new address
 * begins as unknown. Throws `not_found`, and `conflict` for an address that is taken, or of someone who left: that must stay known.
 */
export async function updateContact(tenant: Tenant, change: UpdateContact, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { contactId: id, name } = change;
  const was = await db.contact.findUnique({ where: { accountId_id: { accountId, id } } });
  if (!was) throw noSuchContact();
  const address = readEmail(change.email);
  const emailKey = addressKey(address);
  const moved = emailKey !== was.emailKey;
  if (moved) await prepareMove(tenant, emailKey, was.status);

  const fields = await checkFields(tenant, change.fields);
  await db.$executeRaw`UPDATE contact SET email = ${address.address}, email_key = ${emailKey}, name = ${name},
      fields = jsonb_strip_nulls(fields || ${JSON.stringify(fields)}::jsonb), updated_at = ${now}
    WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid`;
  await forgetWords(tenant, was);
  await keepWords(tenant, id, name, address);
  if (!moved) return;
  await applyContactEvent(tenant, { event: "readdress", contactIds: [id] }, now);
  await recordAudit(db, { accountId, actor, action: "contact.readdress", detail: { id } });
}

async function prepareMove(tenant: Tenant, emailKey: string, status: string) {
  if (status === "unsubscribed" || status === "suppressed")
    throw new AppError(
      "conflict",
      "contact_left",
      "This person receives no more mail. Their address stays as it is.",
      "email",
    );
  await holdSuppressions(tenant);
  await assertNotSuppressed(tenant, emailKey);
  const { accountId, db } = tenant;
  if (await db.contact.findUnique({ where: { accountId_emailKey: { accountId, emailKey } }, select: { id: true } }))
    throw addressTaken();
}
