import { searchContacts } from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { route } from "@/lib/web/route";

const MOST = 8;

/** A few contacts whose name or address begins like this, to read the mail as one of them. */
export const GET = route("contacts", { query: ContactFilter.pick({ q: true }) }, async (tenant, { query: { q } }) => {
  const { contacts } = await searchContacts(tenant, ContactFilter.parse({ q }), MOST);
  return { readers: contacts.map(({ id, name, email }) => ({ id, name, email })) };
});
