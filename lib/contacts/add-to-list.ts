import type { Tenant } from "@/lib/accounts";
import { newId } from "@/lib/platform/ids";
import { assertOpenLists } from "./get-list";
import type { Consent } from "./schema";

/**
 * Put contacts on a list, with the consent they gave to it. Who is on it already, or left it by their own act, stays as
 * they are. Answers how many joined. Contacts that do not exist join nothing. Throws `not_found` or `conflict` for the list.
 */
export async function addToList(
  tenant: Tenant,
  { listId, contactIds, consent }: { listId: string; contactIds: string[]; consent: Consent },
  now = new Date(),
): Promise<number> {
  const { accountId, actor, db } = tenant;
  await assertOpenLists(tenant, [listId]);
  const joined = await db.$queryRaw<{ contact_id: string }[]>`
    INSERT INTO membership (account_id, list_id, contact_id, joined_at)
    SELECT account_id, ${listId}::uuid, id, ${now} FROM contact
    WHERE account_id = ${accountId}::uuid AND id = ANY(${contactIds}::uuid[])
    ON CONFLICT DO NOTHING RETURNING contact_id`;
  const people = joined.map((row) => row.contact_id);
  await db.$executeRaw`
    INSERT INTO consent_event (account_id, id, contact_id, list_id, at, kind, source, wording, actor_name)
    SELECT ${accountId}::uuid, fresh.id, fresh.contact_id, ${listId}::uuid, ${now}, 'granted', ${consent.source}, ${consent.wording}, ${actor.name}
    FROM unnest(${people.map(() => newId())}::uuid[], ${people}::uuid[]) AS fresh(id, contact_id)`;
  return people.length;
}
