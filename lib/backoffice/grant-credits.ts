import { recordAudit } from "@/lib/audit";
import type { Tenant } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

/** Give an account credits, or take some back (a negative number, never below nothing). Answers what it has then. In its audit trail with the reason. */
export async function grantCredits(
  accountId: string,
  { credits, reason }: { credits: number; reason: string },
  actor: Tenant["actor"],
): Promise<number> {
  return inSystem(async (db) => {
    const rows = await db.$queryRaw<{ credits: number }[]>`
      UPDATE account SET credits = GREATEST(0, credits + ${credits}) WHERE id = ${accountId}::uuid RETURNING credits`;
    if (!rows[0]) throw new AppError("not_found", "account_not_found", "There is no such account.");
    const detail = { credits, left: rows[0].credits };
    await recordAudit(db, { accountId, actor, action: "account.credits", reason, detail });
    return rows[0].credits;
  });
}
