import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { getImport } from "./get-import";

/**
 * Stop an import after the batch in hand: who was imported stays, and no further row is read. Throws `not_found`, or
 * `conflict` when it has ended.
 */
export async function stopImport(tenant: Tenant, importId: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { fileName } = await getImport(tenant, importId);
  const { count } = await db.contactImport.updateMany({
    where: { accountId, id: importId, status: { in: ["uploaded", "checking", "checked", "queued", "running"] } },
    data: { status: "cancelled", cancelledAt: now, finishedAt: now },
  });
  if (count === 0) throw new AppError("conflict", "import_ended", "This import has ended.");
  await recordAudit(db, { accountId, actor, action: "import.stop", subject: fileName, detail: { id: importId } });
}
