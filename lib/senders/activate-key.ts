import type { Tenant } from "@/lib/accounts";

/** Sign with the key of this slot from now on. */
export async function activateKey({ accountId, db }: Tenant, domainId: string, slot: number, now: Date): Promise<void> {
  await db.sendingDomain.updateMany({
    where: { accountId, id: domainId },
    data: { activeSlot: slot, nextSlot: null },
  });
  await db.dkimKey.updateMany({ where: { accountId, domainId, slot }, data: { activatedAt: now } });
}
