import type { Db } from "@/lib/platform/db";
import type { AuditLine } from "./schema";

const PAGE = 50;

/** The account's audit trail, newest first, a page of 50 before the line `before`. `older` is where the next page begins, or null. */
export async function listAudit(
  { accountId, db }: { accountId: string; db: Db },
  before?: number,
): Promise<{ lines: AuditLine[]; older: number | null }> {
  const rows = await db.auditEntry.findMany({
    where: { accountId, ...(before ? { no: { lt: before } } : {}) },
    orderBy: { no: "desc" },
    take: PAGE + 1,
  });
  const lines = rows.slice(0, PAGE).map(({ no, at, actorKind, actorName, action, subject, reason, detail }) => ({
    no: Number(no),
    at,
    actorKind,
    actorName,
    action,
    subject,
    reason,
    detail: detail as Record<string, unknown>,
  }));
  return { lines, older: rows.length > PAGE ? (lines.at(-1)?.no ?? null) : null };
}
