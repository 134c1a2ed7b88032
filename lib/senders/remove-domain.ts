import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getDomain } from "./get-domain";

/** Stop sending from a domain: its keys are gone for good, and links under its host are served no more. Throws `not_found`. */
export async function removeDomain(tenant: Tenant, domainId: string): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const { domain } = await getDomain(tenant, domainId);
  await db.sendingDomain.deleteMany({ where: { accountId, id: domainId } });
  await recordAudit(db, { accountId, actor, action: "domain.remove", subject: domain });
}
