import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { viewOf } from "./domain-view";
import type { DomainView } from "./schema";

/** One domain with the records to publish and what the last check saw of them. Throws `not_found`. */
export async function getDomain(tenant: Tenant, domainId: string): Promise<DomainView> {
  return viewOf(await getDomainRow(tenant, domainId));
}

/** The domains of the account by name. */
export async function listDomains(tenant: Tenant): Promise<DomainView[]> {
  const { accountId, db } = tenant;
  const rows = await db.sendingDomain.findMany({
    where: { accountId },
    include: { keys: true },
    orderBy: { domain: "asc" },
  });
  return rows.map(viewOf);
}

/** The row of a domain with its keys, for those inside. Throws `not_found`. */
export async function getDomainRow({ accountId, db }: Tenant, domainId: string) {
  const row = await db.sendingDomain.findUnique({
    where: { accountId_id: { accountId, id: domainId } },
    include: { keys: true },
  });
  if (!row) throw new AppError("not_found", "domain_not_found", "There is no such domain.");
  return row;
}
