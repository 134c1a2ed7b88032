import type { ContactList } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { readCounts, type Counts } from "./counts";

/** The account's lists by name, each with its counts by standing. Archived ones only when asked for. */
export async function listLists(
  tenant: Tenant,
  { archived = false }: { archived?: boolean } = {},
): Promise<(ContactList & { counts: Counts })[]> {
  const { accountId, db } = tenant;
  const lists = await db.contactList.findMany({
    where: { accountId, archivedAt: archived ? { not: null } : null },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_LISTS,
  });
  const ids = lists.map((list) => list.id);
  const counts = await readCounts(tenant, ids);
  return lists.map((list) => ({ ...list, counts: counts.get(list.id) ?? {} }));
}

const MOST_LISTS = 500;
