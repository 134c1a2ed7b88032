import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { makeKey } from "./domain-key";
import { getDomainRow } from "./get-domain";
import { activateKey } from "./activate-key";

/**
 * Change the key a domain signs with to its other one. At once when that one was seen in DNS, else as soon as it is: `active` says
 * which. A key that has signed before is replaced by a new one first, under a new selector. Throws `not_found`.
 */
export async function rotateDkim(tenant: Tenant, domainId: string, now = new Date()): Promise<{ active: boolean }> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const row = await getDomainRow(tenant, domainId);
  const slot = row.activeSlot === 1 ? 2 : 1;
  const spare = row.keys.find((key) => key.slot === slot)!;
  await recordAudit(db, { accountId, actor, action: "domain.rotate", subject: row.domain });
  if (!spare.activatedAt && spare.isInDns) {
    await activateKey(tenant, domainId, slot, now);
    return { active: true };
  }
  if (spare.activatedAt) {
    const key = { accountId_domainId_slot: { accountId, domainId, slot } };
    await db.dkimKey.update({ where: key, data: { ...(await makeKey(accountId, domainId, slot)), createdAt: now } });
  }
  await db.sendingDomain.updateMany({ where: { accountId, id: domainId }, data: { nextSlot: slot } });
  return { active: false };
}
