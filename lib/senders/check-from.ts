import type { Tenant } from "@/lib/accounts";
import { listDomains } from "./get-domain";
import { listSenders } from "./list-senders";
import { mayLeave, mustVerify } from "./may-leave";
import { shownStanding, type FromCheck } from "./schema";
import { domainsAbove } from "./sending-identity";

/** Whether an account may send from an address: is it confirmed, is its domain verified, and how do the domain's records stand. */
export async function checkFrom(tenant: Tenant, address: string): Promise<FromCheck> {
  const leaves = await mayLeave(tenant);
  const key = address.toLowerCase();
  const senders = await listSenders(tenant);
  const above = domainsAbove(address);
  const nearest = (await listDomains(tenant))
    .filter(({ domain }) => above.includes(domain))
    .toSorted((a, b) => b.domain.length - a.domain.length);
  const domain = nearest.find(({ state }) => state === "verified") ?? nearest[0] ?? null;
  const spare = domain?.activeSlot === 2 ? "dkim1" : "dkim2";
  const records = domain?.report?.records.filter(({ record }) => record !== spare && record !== "receives") ?? [];
  return {
    leaves,
    isStrict: await mustVerify(tenant),
    isConfirmed: senders.some((sender) => sender.isConfirmed && sender.address.toLowerCase() === key),
    domain: domain && { id: domain.id, domain: domain.domain, state: domain.state },
    records: records.map((check) => ({ record: check.record, standing: shownStanding(check) })),
  };
}
