import type { ConsentEvent } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";

export type ConsentProof = ConsentEvent & { listName: string | null };

const MOST_PROOFS = 200;

/** The proofs of one person's consent and of its end, newest first (at most 200), each with the name of its list. */
export async function listConsent(tenant: Tenant, contactId: string): Promise<ConsentProof[]> {
  const { accountId, db } = tenant;
  const proofs = await db.consentEvent.findMany({
    where: { accountId, contactId },
    orderBy: { id: "desc" },
    take: MOST_PROOFS,
  });
  const listIds = [...new Set(proofs.flatMap(({ listId }) => listId ?? []))];
  const lists = await db.contactList.findMany({
    where: { accountId, id: { in: listIds } },
    select: { id: true, name: true },
  });
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  return proofs.map((proof) => ({ ...proof, listName: names.get(proof.listId ?? "") ?? null }));
}
