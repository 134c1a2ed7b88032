import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { newId } from "@/lib/platform/ids";
import type { CreateList } from "./schema";

/** Make an empty list. Its name and address fill the footer of mails to it. Answers its id. */
export async function createList(tenant: Tenant, list: CreateList): Promise<string> {
  const { accountId, actor, db } = tenant;
  const id = newId();
  await db.contactList.create({ data: { accountId, id, ...list } });
  await recordAudit(db, { accountId, actor, action: "list.create", subject: list.name, detail: { id } });
  return id;
}
