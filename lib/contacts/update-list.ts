import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { noSuchList } from "./get-list";
import type { UpdateList } from "./schema";

/** Change what a list says of itself. Throws `not_found`. */
export async function updateList(tenant: Tenant, { listId, ...list }: UpdateList, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { count } = await db.contactList.updateMany({
    where: { accountId, id: listId },
    data: { ...list, updatedAt: now },
  });
  if (count === 0) throw noSuchList();
  await recordAudit(db, { accountId, actor, action: "list.update", subject: list.name, detail: { id: listId } });
}
