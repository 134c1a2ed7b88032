import type { ImportRefusal } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";

/** Rows of an imported file that became nobody, in the order of the file: those behind row `after`, at most `limit`. */
export async function listRefusals(
  tenant: Tenant,
  { importId, after = 0, limit = 1000 }: { importId: string; after?: number; limit?: number },
): Promise<ImportRefusal[]> {
  const { accountId, db } = tenant;
  return db.importRefusal.findMany({
    where: { accountId, importId, no: { gt: after } },
    orderBy: { no: "asc" },
    take: limit,
  });
}
