import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { addressKey } from "@/lib/platform/address";
import { applyContactEvent } from "./apply-event";
import { readEmail } from "./create-contact";
import { lockSuppressions, suppressionHash } from "./suppression-key";

export type SuppressionReason = "manual" | "complaint" | "unsubscribed" | "erased";

/** Never mail this address again, whether or not it is a contact: no import brings it back. Twice is once. */
export async function suppressAddress(
  tenant: Tenant,
  { email, reason = "manual", note = "" }: { email: string; reason?: SuppressionReason; note?: string },
  now = new Date(),
): Promise<void> {
  const { accountId, actor, db } = tenant;
  const address = readEmail(email);
  const emailKey = addressKey(address);
  await lockSuppressions(tenant);
  const added = await keepSuppression(tenant, { emailKey, email: address.address, reason, note }, now);
  const contact = await db.contact.findUnique({
    where: { accountId_emailKey: { accountId, emailKey } },
    select: { id: true },
  });
  if (contact) await applyContactEvent(tenant, { event: "suppress", contactIds: [contact.id] }, now);
  if (added) await recordAudit(db, { accountId, actor, action: "suppression.add", reason: note, detail: { reason } });
}

/** Write the suppression itself: by hash, and with the address only while it may be known. True if it is new. */
export async function keepSuppression(
  { accountId, actor, db }: Tenant,
  kept: { emailKey: string; email: string | null; reason: SuppressionReason; note?: string },
  now: Date,
): Promise<boolean> {
  const { emailKey, email, reason, note = "" } = kept;
  const hash = suppressionHash(accountId, emailKey);
  const added = await db.$executeRaw`
    INSERT INTO suppression (account_id, email_hash, email, reason, note, actor_name, created_at)
    VALUES (${accountId}::uuid, ${hash}, ${email}, ${reason}, ${note}, ${actor.name}, ${now})
    ON CONFLICT (account_id, email_hash) DO NOTHING`;
  return added > 0;
}
