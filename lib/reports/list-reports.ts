import type { Tenant } from "@/lib/accounts";
import type { ReportRow } from "./schema";

/** Campaigns that were started, newest first, thirty at a time, with the sums of each. `next` is the id to go on from, null at the end. */
export async function listReports(
  tenant: Tenant,
  { before }: { before?: string | undefined } = {},
  pageSize = 30,
): Promise<{ reports: ReportRow[]; next: string | null }> {
  const { accountId, db } = tenant;
  const rows = await db.$queryRaw<ReportRow[]>`
    SELECT c.id, c.name, COALESCE(l.name, '') AS "listName", c.status, c.started_at AS "startedAt",
      CASE WHEN r.made_at IS NULL THEN r.planned ELSE r.made_to END AS audience,
      COALESCE((SELECT sum(n) FROM delivery_count d WHERE d.account_id = c.account_id AND d.campaign_id = c.id AND d.state = 'accepted'), 0)::int AS accepted,
      COALESCE(max(s.people) FILTER (WHERE s.kind = 'open'), 0)::int AS opened,
      COALESCE(max(s.people) FILTER (WHERE s.kind = 'click'), 0)::int AS clicked,
      COALESCE(max(s.people) FILTER (WHERE s.kind = 'unsubscribe'), 0)::int AS left
    FROM campaign c JOIN delivery_run r ON r.account_id = c.account_id AND r.campaign_id = c.id
      LEFT JOIN contact_list l ON l.account_id = r.account_id AND l.id = r.list_id
      LEFT JOIN stat_campaign s ON s.account_id = c.account_id AND s.campaign_id = c.id AND s.class = 'human'
    WHERE c.account_id = ${accountId}::uuid AND c.started_at IS NOT NULL AND (${before ?? null}::uuid IS NULL OR c.id < ${before ?? null}::uuid)
    GROUP BY c.id, c.name, l.name, c.status, c.started_at, r.made_at, r.planned, r.made_to, c.account_id
    ORDER BY c.id DESC LIMIT ${pageSize + 1}`;
  const reports = rows.slice(0, pageSize);
  return { reports, next: rows.length > pageSize ? (reports.at(-1)?.id ?? null) : null };
}
