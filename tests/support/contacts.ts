import { createContact, createList } from "@/lib/contacts";
import type { Consent } from "@/lib/contacts/schema";
import { as, type TestAccount } from "./accounts";

export const consent: Consent = { source: "signup_form", wording: "Yes, write to me once a month." };

/** A list of the account, with people on it by the names before the @. Answers the list's id and theirs. */
export async function makeList(
  account: TestAccount,
  { name = "Readers", people = [] as string[], domain = "example.com" } = {},
): Promise<{ listId: string; ids: string[] }> {
  return as(account, async (tenant) => {
    const listId = await createList(tenant, { name, company: "", description: "", address: "", phone: "", site: "" });
    const ids: string[] = [];
    for (const person of people) {
      const email = `${person}@${domain}`;
      ids.push(await createContact(tenant, { email, name: person, fields: {}, listIds: [listId], consent }));
    }
    return { listId, ids };
  });
}
