import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { applyContactEvent } from "@/lib/contacts";
import { AppError } from "@/lib/platform/errors";
import { noSuchBounce } from "./get-bounce";

/**
 * Hold an address to be good after all: its contact is mailed again, and no bounce until now counts against it. Twice is once. Throws `not_found`, and
 * `conflict` for a complaint, which only the person can take back, and where a bounce is not what keeps the contact out.
 */
export async function undoBounce(tenant: Tenant, id: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const found = await db.bounceEvent.findUnique({ where: { accountId_id: { accountId, id } } });
  if (!found) throw noSuchBounce();
  if (found.kind !== "bounce")
    throw new AppError("conflict", "complaint_is_theirs", "Only the person can take this back.");
  if (found.undoneAt) return;
  const { contactId } = found;
  const changed = await applyContactEvent(tenant, { event: "reinstate", contactIds: [contactId] }, now);
  if (changed === 0)
    throw new AppError(
      "conflict",
      "bounce_keeps_nobody_out",
      "It is not this bounce that keeps the contact from mail.",
    );
  await db.bounceEvent.updateMany({
    where: { accountId, contactId, kind: "bounce", undoneAt: null },
    data: { undoneAt: now, undoneBy: actor.name },
  });
  await recordAudit(db, { accountId, actor, action: "bounce.undo", detail: { bounce: id, contact: contactId } });
}
