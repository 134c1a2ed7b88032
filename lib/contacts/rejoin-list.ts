import type { Tenant } from "@/lib/accounts";
import { recordConsent } from "./record-consent";

/** A person takes back that they left a list, by their own act. True if they had left it, false if there was nothing to take back. */
export async function rejoinList(
  tenant: Tenant,
  { listId, contactId, network = "" }: { listId: string; contactId: string; network?: string },
  now = new Date(),
): Promise<boolean> {
  const { accountId, db } = tenant;
  const { count } = await db.membership.updateMany({
    where: { accountId, listId, contactId, leftAt: { not: null } },
    data: { leftAt: null },
  });
  if (count > 0)
    await recordConsent(tenant, { contactId, listId, kind: "granted", source: "link", wording: "", network }, now);
  return count > 0;
}
