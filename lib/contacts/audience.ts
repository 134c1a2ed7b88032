import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { readCounts, sumOf } from "./counts";
import { assertList } from "./get-list";
import { Exclusion, receivingStatuses, type Audience } from "./schema";

/**
 * Who would receive a mailing to this list now, and how many would not, by reason. Constant time. `receives` is
 * exactly the number of rows of `audienceSql` in the same transaction. Throws `not_found`.
 */
export async function audienceOf(tenant: Tenant, listId: string): Promise<Audience> {
  await assertList(tenant, listId);
  const counts = (await readCounts(tenant, [listId])).get(listId) ?? {};
  const excluded = Object.fromEntries(Exclusion.options.map((reason) => [reason, counts[reason] ?? 0]));
  return {
    total: sumOf(counts) + (counts.left ?? 0),
    receives: sumOf(counts, receivingStatuses),
    excluded: excluded as Audience["excluded"],
  };
}

/**
 * A SELECT of `contact_id, email, name, fields, last_engaged_at` of everyone on the list who receives mail, in no order, to freeze an audience with:
 * INSERT INTO ... SELECT ... FROM (audienceSql) AS someone. For Prisma and for `pg` (text, values). With `paged`, made for
 * `contact_id > X ORDER BY contact_id LIMIT n`: it reads n people and not the list, whatever the planner knows of either. With `byContact`, the same for
 * an order of the contacts' own.
 */
export function audienceSql(accountId: string, listId: string, { paged = false, byContact = false } = {}): Prisma.Sql {
  const receiving = Prisma.sql`status = ANY(${[...receivingStatuses]}::text[])`;
  // OFFSET 0 keeps the contacts as look-ups by key behind the list, so that a page ends where it is full.
  const contacts = paged
    ? Prisma.sql`CROSS JOIN LATERAL (SELECT email, name, fields, last_engaged_at FROM contact
        WHERE account_id = ${accountId}::uuid AND id = m.contact_id AND ${receiving} OFFSET 0) AS c`
    : Prisma.sql`JOIN contact c ON c.account_id = m.account_id AND c.id = m.contact_id AND c.${receiving}`;
  if (byContact)
    return Prisma.sql`SELECT c.id AS contact_id, c.email, c.name, c.fields, c.last_engaged_at
      FROM contact c CROSS JOIN LATERAL (SELECT 1 FROM membership WHERE account_id = ${accountId}::uuid AND list_id = ${listId}::uuid
        AND contact_id = c.id AND left_at IS NULL OFFSET 0) AS m
      WHERE c.account_id = ${accountId}::uuid AND c.${receiving}`;
  return Prisma.sql`SELECT m.contact_id, c.email, c.name, c.fields, c.last_engaged_at
    FROM membership m ${contacts}
    WHERE m.account_id = ${accountId}::uuid AND m.list_id = ${listId}::uuid AND m.left_at IS NULL`;
}
