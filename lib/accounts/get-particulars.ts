import { Particulars } from "./schema";
import type { Tenant } from "./tenant";

/** The particulars of the account, as it last saved them. */
export async function getParticulars(tenant: Tenant): Promise<Particulars> {
  return Particulars.parse(await tenant.db.account.findUniqueOrThrow({ where: { id: tenant.accountId } }));
}
