import type { Db } from "@/lib/platform/db";
import type { SendingFigures } from "./schema";

export const noFigures: SendingFigures = { sent: 0, bounced: 0, complaints: 0, unsubscribes: 0 };

const DAYS = 30;

/** What each of these accounts sent in the last 30 days and what came back: sums over the rollups, no person. */
export async function figuresOf(
  db: Db,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, SendingFigures>> {
  const since = new Date(now.getTime() - DAYS * 86_400_000);
  const rows = await db.$queryRaw<(SendingFigures & { id: string })[]>`
    SELECT a.id, COALESCE(m.sent, 0)::int AS sent, COALESCE(b.returned, 0)::int AS bounced, c.n AS complaints, d.n AS unsubscribes
    FROM unnest(${accountIds}::uuid[]) AS a(id)
    LEFT JOIN LATERAL (SELECT sum(accepted) AS sent FROM delivery_minute
      WHERE account_id = a.id AND minute >= ${since}) m ON true
    LEFT JOIN LATERAL (SELECT sum(returned) AS returned FROM bounce_minute
      WHERE account_id = a.id AND minute >= ${since}) b ON true
    LEFT JOIN LATERAL (SELECT count(*)::int AS n FROM suppression
      WHERE account_id = a.id AND reason = 'complaint' AND created_at >= ${since}) c ON true
    LEFT JOIN LATERAL (SELECT count(*)::int AS n FROM departure
      WHERE account_id = a.id AND undone_at IS NULL AND at >= ${since}) d ON true`;
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
