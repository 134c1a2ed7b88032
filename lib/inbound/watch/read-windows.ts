import { Prisma } from "@/prisma/generated/client";
import type { Db } from "@/lib/platform/db";
import { LAST_HOURS, LAST_SENT, type Window } from "./thresholds";

const MOST_MINUTES = 3_000;

/**
 * What a campaign, or with no campaign the whole account, sent last and what came back of just that, however late it came: the last thousand mails, and those of
 * the last day. Only what was sent after `since`. Reads sums by minute, never the rows.
 */
export async function readWindows(
  db: Db,
  { accountId, campaignId, since }: { accountId: string; campaignId: string | null; since: Date },
  now: Date,
): Promise<Window[]> {
  const dayAgo = new Date(now.getTime() - LAST_HOURS * 3_600_000);
  const own = campaignId ? Prisma.sql`AND campaign_id = ${campaignId}::uuid` : Prisma.empty;
  const window = (name: Prisma.Sql, condition: Prisma.Sql) => Prisma.sql`
    SELECT COALESCE(sum(sent), 0)::int AS sent, COALESCE(sum(hard), 0)::int AS hard, COALESCE(sum(complaints), 0)::int AS complaints,
      COALESCE(sum(refused), 0)::int AS refused FROM ${name} WHERE ${condition}`;
  return db.$queryRaw<Window[]>`
    WITH minutes AS (
      SELECT minute, sum(accepted + failed) AS sent FROM delivery_minute
      WHERE account_id = ${accountId}::uuid ${own} AND minute >= ${since} GROUP BY minute ORDER BY minute DESC LIMIT ${MOST_MINUTES}
    ), returned AS (
      SELECT minute, sum(hard) AS hard, sum(complaints) AS complaints, sum(refused) AS refused FROM bounce_minute
      WHERE account_id = ${accountId}::uuid ${own} AND minute >= ${since} GROUP BY minute
    ), joined AS (
      SELECT minute, sent, hard, complaints, refused, sum(COALESCE(sent, 0)) OVER (ORDER BY minute DESC) - COALESCE(sent, 0) AS later
      FROM minutes FULL JOIN returned USING (minute)
    )
    ${window(Prisma.sql`joined`, Prisma.sql`later < ${LAST_SENT}`)}
    UNION ALL ${window(Prisma.sql`joined`, Prisma.sql`minute >= ${dayAgo}`)}`;
}
