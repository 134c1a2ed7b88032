import type { Contact } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { noSuchContact } from "./find-contact";
import type { FieldValue } from "./schema";

export type ContactCard = Omit<Contact, "fields"> & {
  fields: Record<string, FieldValue>;
  lists: { id: string; name: string; joinedAt: Date; leftAt: Date | null; archivedAt: Date | null }[];
};

/** A contact with its fields and lists, also those it left. Throws `not_found`. */
export async function getContact(tenant: Tenant, contactId: string): Promise<ContactCard> {
  const { accountId, db } = tenant;
  const found = await db.contact.findUnique({
    where: { accountId_id: { accountId, id: contactId } },
    include: { memberships: { include: { list: { select: { name: true, archivedAt: true } } } } },
  });
  if (!found) throw noSuchContact();
  const { memberships, ...contact } = found;
  const lists = memberships
    .map(({ listId, joinedAt, leftAt, list }) => ({ id: listId, joinedAt, leftAt, ...list }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return { ...contact, fields: contact.fields as ContactCard["fields"], lists };
}
