import { inSystem } from "@/lib/platform/db";

/** What is still to be sent, over all accounts: `runs` in course, and people by where they stand (`unwritten` are planned, not yet in the ledger). */
export type Backlog = { runs: number; unwritten: number; queued: number; leased: number; deferred: number };

/** Read the backlog of this installation from the sums that the database keeps. For its operator. */
export async function readBacklog(): Promise<Backlog> {
  const [row] = await inSystem(
    (db) => db.$queryRaw<Backlog[]>`
      WITH open AS (SELECT account_id, campaign_id, planned, made_to, made_at FROM delivery_run WHERE is_open)
      SELECT (SELECT count(*)::int FROM open) AS runs,
        (SELECT COALESCE(sum(GREATEST(planned - made_to, 0)) FILTER (WHERE made_at IS NULL), 0)::int FROM open) AS unwritten,
        COALESCE(sum(c.n) FILTER (WHERE c.state = 'queued'), 0)::int AS queued,
        COALESCE(sum(c.n) FILTER (WHERE c.state = 'leased'), 0)::int AS leased,
        COALESCE(sum(c.n) FILTER (WHERE c.state = 'deferred'), 0)::int AS deferred
      FROM open JOIN delivery_count c USING (account_id, campaign_id)`,
  );
  return row!;
}
