import { recordAudit } from "@/lib/audit";
import { getParticulars } from "./get-particulars";
import type { Particulars } from "./schema";
import { authorize, type Tenant } from "./tenant";

/** Save the account's particulars and note in its audit trail which of them changed. */
export async function saveParticulars(tenant: Tenant, particulars: Particulars): Promise<void> {
  authorize(tenant.actor, "administration");
  const { name, locale, timeZone, postalAddress } = particulars;
  const before = await getParticulars(tenant);
  const changed = (Object.keys(before) as (keyof Particulars)[]).filter((key) => before[key] !== particulars[key]);
  if (changed.length === 0) return;
  await tenant.db.account.updateMany({
    where: { id: tenant.accountId },
    data: { name, locale, timeZone, postalAddress },
  });
  const { accountId, actor } = tenant;
  await recordAudit(tenant.db, { accountId, actor, action: "account.changed", detail: { changed } });
}
