import type { Tenant } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { takeFromLimit } from "@/lib/platform/limits";
import { getDomain } from "./get-domain";
import { checkDomain } from "./jobs";

const LIMIT = { name: "domain-check", burst: 10, everySeconds: 10 };

/** Have DNS asked about a domain now; `checkedAt` rises above `checkAskedAt` when it is done. Throws `not_found`, `rate_limited`. */
export async function askCheck(tenant: Tenant, domainId: string, now = new Date()): Promise<void> {
  const { accountId, db } = tenant;
  await getDomain(tenant, domainId);
  // In a unit of its own: a refusal must not be rolled back with what it refuses.
  await inSystem((system) => takeFromLimit(system, LIMIT, `${accountId}/${domainId}`, now));
  await db.sendingDomain.updateMany({ where: { accountId, id: domainId }, data: { checkAskedAt: now } });
  await enqueue(db, checkDomain, accountId, { domainId }, { key: domainId });
}
