import type { Tenant } from "@/lib/accounts";

/** By what the address of a contact is compared (its spelling in lower case), or null when there is no such contact any more. */
export async function findAddressKey({ accountId, db }: Tenant, contactId: string): Promise<string | null> {
  const where = { accountId_id: { accountId, id: contactId } };
  return (await db.contact.findUnique({ where, select: { emailKey: true } }))?.emailKey ?? null;
}
