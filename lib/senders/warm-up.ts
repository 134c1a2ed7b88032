import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { readAddress } from "@/lib/platform/address";
import { getDomainRow } from "./get-domain";
import { warmUpLimit, type DayLimit, type WarmUpOf } from "./schema";
import { domainsAbove } from "./sending-identity";

/** Let a domain's mail grow day by day from now on, or (`false`) send whatever there is. Throws `not_found`. */
export async function setWarmUp(tenant: Tenant, domainId: string, isOn: boolean, now = new Date()): Promise<void> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  const { domain, warmUpSince } = await getDomainRow(tenant, domainId);
  if ((warmUpSince !== null) === isOn) return;
  const change = { warmUpSince: isOn ? now : null };
  await db.sendingDomain.updateMany({ where: { accountId, id: domainId }, data: change });
  await recordAudit(db, { accountId, actor, action: isOn ? "domain.warm_up" : "domain.warm_up_end", subject: domain });
}

/** How many mails from this address's domain may leave within a day now, or null when there is no such limit. */
export async function dayLimitOf(tenant: Tenant, fromAddress: string, now = new Date()): Promise<DayLimit | null> {
  const warmUp = await warmUpOf(tenant, fromAddress);
  const limit = warmUp && warmUpLimit(warmUp.since, now);
  return warmUp && limit !== null ? { domain: warmUp.domain, limit } : null;
}

/** The warm-up that mail from this address is under, through or not, or null. */
export async function warmUpOf({ accountId, db }: Tenant, fromAddress: string): Promise<WarmUpOf | null> {
  const domains = await db.sendingDomain.findMany({
    where: {
      accountId,
      domain: { in: domainsAbove(readAddress(fromAddress)?.address ?? fromAddress) },
      warmUpSince: { not: null },
    },
    select: { domain: true, warmUpSince: true },
  });
  const nearest = domains.toSorted((one, other) => other.domain.length - one.domain.length)[0];
  return nearest ? { domain: nearest.domain, since: nearest.warmUpSince! } : null;
}
