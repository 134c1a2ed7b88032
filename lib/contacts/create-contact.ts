import type { Contact } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { addressKey, readAddress, type Address } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { addToList } from "./add-to-list";
import { checkFields } from "./check-fields";
import { recordConsent } from "./record-consent";
import type { CreateContact } from "./schema";
import { holdSuppressions, suppressionHash } from "./suppression-key";
import { wordsOf } from "./words";

/**
 * Add one person, with the consent they gave, to any number of lists. Answers the id. Throws `conflict` when the
 * address is a contact already or was suppressed (unsubscribed, erased, complained): nobody is brought back this way.
 */
export async function createContact(tenant: Tenant, contact: CreateContact, now = new Date()): Promise<string> {
  const { accountId, db } = tenant;
  const address = readEmail(contact.email);
  const emailKey = addressKey(address);
  const fields = await checkFields(tenant, contact.fields);
  await holdSuppressions(tenant);
  await assertNotSuppressed(tenant, emailKey);

  const id = newId();
  const kept = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const added = await db.$executeRaw`
    INSERT INTO contact (account_id, id, email, email_key, name, fields, status_at, created_at, updated_at)
    VALUES (${accountId}::uuid, ${id}::uuid, ${address.address}, ${emailKey}, ${contact.name}, ${JSON.stringify(kept)}::jsonb,
      ${now}, ${now}, ${now}) ON CONFLICT (account_id, email_key) DO NOTHING`;
  if (added === 0) throw addressTaken();

  await keepWords(tenant, id, contact.name, address);
  if (contact.listIds.length === 0) await recordConsent(tenant, { contactId: id, ...contact.consent }, now);
  for (const listId of new Set(contact.listIds))
    await addToList(tenant, { listId, contactIds: [id], consent: contact.consent }, now);
  return id;
}

/** Keep the words by which a contact is found. */
export async function keepWords({ accountId, db }: Tenant, contactId: string, name: string, address: Address) {
  await db.$executeRaw`INSERT INTO contact_word (account_id, word, contact_id)
    SELECT ${accountId}::uuid, word, ${contactId}::uuid FROM unnest(${wordsOf(name, address)}::text[]) AS word`;
}

/** Forget the words of a contact that had this name and address. */
export async function forgetWords({ accountId, db }: Tenant, was: Pick<Contact, "id" | "name" | "email">) {
  const words = wordsOf(was.name, readEmail(was.email));
  await db.contactWord.deleteMany({ where: { accountId, word: { in: words }, contactId: was.id } });
}

export async function assertNotSuppressed({ accountId, db }: Tenant, emailKey: string): Promise<void> {
  const emailHash = Uint8Array.from(suppressionHash(accountId, emailKey));
  const kept = await db.suppression.findUnique({ where: { accountId_emailHash: { accountId, emailHash } } });
  if (kept)
    throw new AppError(
      "conflict",
      "address_suppressed",
      "This address asked for no more mail, or was suppressed.",
      "email",
    );
}

export function addressTaken() {
  return new AppError("conflict", "address_taken", "This address is a contact already.", "email");
}

/** One plain address from a form's field `email`. */
export function readEmail(text: string): Address {
  const address = readAddress(text);
  if (!address) throw new AppError("invalid", "address_invalid", "Write one address, like ana@example.com.", "email");
  return address;
}
