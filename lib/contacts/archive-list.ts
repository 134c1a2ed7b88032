import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { assertList } from "./get-list";

/** Put a list away: nobody can be added or mailed through it, and nothing of it is lost. Twice is once. Throws `not_found`. */
export async function archiveList(tenant: Tenant, listId: string, now = new Date()): Promise<void> {
  await moveList(tenant, listId, { archivedAt: now }, "list.archive");
}

/** Take a list out of the archive. Throws `not_found`. */
export async function restoreList(tenant: Tenant, listId: string): Promise<void> {
  await moveList(tenant, listId, { archivedAt: null }, "list.restore");
}

async function moveList(tenant: Tenant, listId: string, to: { archivedAt: Date | null }, action: string) {
  const { accountId, actor, db } = tenant;
  const { name } = await assertList(tenant, listId);
  const { count } = await db.contactList.updateMany({
    where: { accountId, id: listId, archivedAt: to.archivedAt ? null : { not: null } },
    data: to,
  });
  if (count > 0) await recordAudit(db, { accountId, actor, action, subject: name, detail: { id: listId } });
}
