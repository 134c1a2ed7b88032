import { authorize, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { makeKey } from "./domain-key";
import type { AddDomain } from "./schema";

const MOST_DOMAINS = 50;

/** Begin to send from a domain: two signing keys are made for it. Throws `conflict` when the account has it already, or has 50. */
export async function addDomain(tenant: Tenant, { domain }: AddDomain, now = new Date()): Promise<{ id: string }> {
  authorize(tenant.actor, "administration");
  const { accountId, actor, db } = tenant;
  if (await db.sendingDomain.findUnique({ where: { accountId_domain: { accountId, domain } }, select: { id: true } }))
    throw new AppError("conflict", "domain_exists", "This domain is here already.", "domain");
  if ((await db.sendingDomain.count({ where: { accountId } })) >= MOST_DOMAINS)
    throw new AppError("conflict", "too_many_domains", `An account has ${MOST_DOMAINS} domains at the most.`, "domain");
  const id = newId();
  const keys = await Promise.all([1, 2].map((slot) => makeKey(accountId, id, slot)));
  const [returnPathHost, linkHost] = [`bounce.${domain}`, `links.${domain}`];
  await db.sendingDomain.create({ data: { accountId, id, domain, returnPathHost, linkHost, createdAt: now } });
  await db.dkimKey.createMany({ data: keys });
  await recordAudit(db, { accountId, actor, action: "domain.add", subject: domain });
  return { id };
}
