import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";

/** No campaign comes from this address any more; those already sent stay as they are. Throws `not_found`. */
export async function removeSender(tenant: Tenant, senderId: string): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const found = await db.sender.findUnique({ where: { accountId_id: { accountId, id: senderId } } });
  if (!found) throw new AppError("not_found", "sender_not_found", "There is no such sender.");
  await db.sender.deleteMany({ where: { accountId, id: senderId } });
  await recordAudit(db, { accountId, actor, action: "sender.remove", subject: found.address });
}
