import type { Suppression } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { addressKey, readAddress } from "@/lib/platform/address";
import { suppressionHash } from "./suppression-key";

export type SuppressionRow = Pick<Suppression, "email" | "reason" | "note" | "actorName" | "createdAt">;

const PAGE = 100;

/** The newest suppressions, at most 100; with `email`, whether that one address is among all. An erased address has no text. */
export async function listSuppressions(tenant: Tenant, { email }: { email?: string } = {}): Promise<SuppressionRow[]> {
  const { accountId, db } = tenant;
  const address = email === undefined ? undefined : readAddress(email);
  if (address === null) return [];
  const emailHash = address && Uint8Array.from(suppressionHash(accountId, addressKey(address)));
  return db.suppression.findMany({
    where: { accountId, ...(emailHash ? { emailHash } : {}) },
    select: { email: true, reason: true, note: true, actorName: true, createdAt: true },
    orderBy: [{ createdAt: "desc" }, { emailHash: "asc" }],
    take: PAGE,
  });
}
