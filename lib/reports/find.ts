import { authorize, type Tenant } from "@/lib/accounts";
import type { Permission } from "@/lib/accounts/schema";
import { searchContacts } from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { AppError } from "@/lib/platform/errors";
import type { Findings } from "./schema";

const MOST_OF_A_KIND = 5;

/** Contacts, lists and campaigns that begin with or contain the text, at most five of each; of what the actor may not see, none. */
export async function findByText(tenant: Tenant, text: string): Promise<Findings> {
  const maySeeContacts = isAllowed(tenant, "contacts");
  return {
    contacts: maySeeContacts ? await findContacts(tenant, text) : [],
    lists: maySeeContacts ? await findLists(tenant, text) : [],
    campaigns: isAllowed(tenant, "campaigns") ? await findCampaigns(tenant, text) : [],
  };
}

async function findContacts(tenant: Tenant, q: string): Promise<Findings["contacts"]> {
  const { contacts } = await searchContacts(tenant, ContactFilter.parse({ q }), MOST_OF_A_KIND);
  return contacts.map(({ id, email, name }) => ({ id, email, name }));
}

function findLists({ accountId, db }: Tenant, text: string): Promise<Findings["lists"]> {
  return db.contactList.findMany({
    where: { accountId, archivedAt: null, name: containing(text) },
    orderBy: { id: "desc" },
    take: MOST_OF_A_KIND,
    select: { id: true, name: true },
  });
}

function findCampaigns({ accountId, db }: Tenant, text: string): Promise<Findings["campaigns"]> {
  return db.campaign.findMany({
    where: { accountId, name: containing(text) },
    orderBy: { id: "desc" },
    take: MOST_OF_A_KIND,
    select: { id: true, name: true },
  });
}

// The driver hands the text to LIKE as it is: its signs are made letters.
function containing(text: string) {
  return { contains: text.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
}

function isAllowed({ actor }: Tenant, permission: Permission): boolean {
  try {
    authorize(actor, permission);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return false;
    throw error;
  }
}
