import type { Tenant } from "@/lib/accounts";
import { newId } from "@/lib/platform/ids";
import type { ConsentSource } from "./schema";

export type ConsentKind = "granted" | "confirmed" | "withdrawn";

export type ConsentFact = {
  contactId: string;
  listId?: string | null;
  kind?: ConsentKind;
  source: ConsentSource;
  wording: string;
  network?: string;
};

/** Add a proof of consent, or of its end (GDPR 7, LGPD 8). Rows are only ever added. `network` is the truncated address of origin. */
export async function recordConsent(tenant: Tenant, fact: ConsentFact, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { contactId, listId = null, kind = "granted", source, wording, network = "" } = fact;
  await db.consentEvent.create({
    data: {
      accountId,
      id: newId(),
      contactId,
      listId,
      at: now,
      kind,
      source,
      wording,
      network,
      actorName: actor.name,
    },
  });
}
