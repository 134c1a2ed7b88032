import type { Db } from "@/lib/platform/db";

/** Read the account's whole trail and recompute its hashes. Answers how many lines there are and the first one that does not fit, or null. */
export async function checkAuditChain({
  accountId,
  db,
}: {
  accountId: string;
  db: Db;
}): Promise<{ lines: number; brokenAt: number | null }> {
  // The same expression as in the trigger that chains the lines.
  const rows = await db.$queryRaw<{ lines: number; broken: number | null }[]>`
    SELECT count(*)::int AS lines, min(no) FILTER (WHERE NOT fits)::int AS broken FROM (
      SELECT no, no = row_number() OVER trail AND prev_hash = COALESCE(lag(hash) OVER trail, ''::bytea) AND hash = sha256(prev_hash ||
        convert_to(jsonb_build_array(account_id, no, extract(epoch FROM at), actor_kind, actor_id, actor_name, action, subject, reason, detail)::text, 'UTF8')) AS fits
      FROM audit_entry WHERE account_id = ${accountId}::uuid WINDOW trail AS (ORDER BY no)) AS checked`;
  return { lines: rows[0]?.lines ?? 0, brokenAt: rows[0]?.broken ?? null };
}
