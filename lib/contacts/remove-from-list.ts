import type { Tenant } from "@/lib/accounts";
import { assertList } from "./get-list";
import { recordConsent } from "./record-consent";

/** Take contacts off a list, as the account's own decision: they can be put on it again. Answers how many were on it. Throws `not_found`. */
export async function removeFromList(
  tenant: Tenant,
  { listId, contactIds }: { listId: string; contactIds: string[] },
): Promise<number> {
  const { accountId, db } = tenant;
  await assertList(tenant, listId);
  const { count } = await db.membership.deleteMany({
    where: { accountId, listId, contactId: { in: contactIds }, leftAt: null },
  });
  return count;
}

/** A person leaves one list by their own act: no import and no member puts them on it again. Twice is once. Throws `not_found`. */
export async function leaveList(
  tenant: Tenant,
  { listId, contactId, network = "" }: { listId: string; contactId: string; network?: string },
  now = new Date(),
): Promise<void> {
  const { accountId, db } = tenant;
  await assertList(tenant, listId);
  const { count } = await db.membership.updateMany({
    where: { accountId, listId, contactId, leftAt: null },
    data: { leftAt: now },
  });
  if (count > 0)
    await recordConsent(tenant, { contactId, listId, kind: "withdrawn", source: "link", wording: "", network }, now);
}
