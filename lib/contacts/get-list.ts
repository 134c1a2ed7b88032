import type { ContactList } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { readCounts, type Counts } from "./counts";

/** A list with how many people it has, by standing. Throws `not_found`. */
export async function getList(tenant: Tenant, listId: string): Promise<ContactList & { counts: Counts }> {
  const list = await assertList(tenant, listId);
  const counts = await readCounts(tenant, [listId]);
  return { ...list, counts: counts.get(listId) ?? {} };
}

/** The list as it is written, or `not_found`. */
export async function assertList({ accountId, db }: Tenant, listId: string): Promise<ContactList> {
  const list = await db.contactList.findUnique({ where: { accountId_id: { accountId, id: listId } } });
  if (!list) throw noSuchList();
  return list;
}

/** These lists exist and people may be added to them; else `not_found` or `conflict`. */
export async function assertOpenLists({ accountId, db }: Tenant, listIds: string[]): Promise<void> {
  const wanted = [...new Set(listIds)];
  const lists = await db.contactList.findMany({
    where: { accountId, id: { in: wanted } },
    select: { archivedAt: true },
  });
  if (lists.length < wanted.length) throw noSuchList();
  if (lists.some((list) => list.archivedAt))
    throw new AppError("conflict", "list_archived", "This list is archived. Restore it first.");
}

export function noSuchList() {
  return new AppError("not_found", "list_not_found", "There is no such list.");
}
