import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { addressKey, parseAddress } from "@/lib/platform/address";
import { AppError } from "@/lib/platform/errors";
import { applyContactEvent } from "./apply-event";
import { lockSuppressions, suppressionHash } from "./suppression-key";

/** Take back a suppression that the account itself made. What the person asked for (leaving, erasure, a complaint) stays: `conflict`. */
export async function liftSuppression(tenant: Tenant, email: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const emailKey = addressKey(parseAddress(email));
  await lockSuppressions(tenant);
  const where = {
    accountId_emailHash: { accountId, emailHash: Uint8Array.from(suppressionHash(accountId, emailKey)) },
  };
  const kept = await db.suppression.findUnique({ where });
  if (!kept) throw new AppError("not_found", "suppression_not_found", "This address is not suppressed.");
  if (kept.reason !== "manual")
    throw new AppError("conflict", "suppression_is_theirs", "The person asked for this. Only they can take it back.");

  await db.suppression.delete({ where });
  const contact = await db.contact.findUnique({
    where: { accountId_emailKey: { accountId, emailKey } },
    select: { id: true },
  });
  if (contact) await applyContactEvent(tenant, { event: "lift", contactIds: [contact.id] }, now);
  await recordAudit(db, { accountId, actor, action: "suppression.lift" });
}
