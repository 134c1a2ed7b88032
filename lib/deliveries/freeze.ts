import type { PoolClient } from "pg";
import { Prisma } from "@/prisma/generated/client";
import { audienceSql } from "@/lib/contacts";
import { bulkInAccount } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { momentOf, resolveZone } from "./zones";

type Where = { accountId: string; campaignId: string };
type Run = {
  listId: string;
  madeTo: number;
  frozenTo: string | null;
  status: string;
  timeZone: string;
  zoneField: string | null;
  wallTime: string | null;
  engagedFirst: boolean;
  engagedDone: boolean;
  engagedTo: Date | null;
};
type Written = { n: number; last: string | null; engagedTo: Date | null };

const NIL = "00000000-0000-0000-0000-000000000000";

/**
 * Write the next `size` people of the audience into the ledger, the cursor in the same transaction: run it as often as you like,
 * from as many processes as you like, and everyone is in it once. People of a cancelled campaign are written as cancelled, so that
 * the ledger says who did not get it. Answers how many were added; 0 with nothing left to do.
 */
export function freezeChunk(where: Where, size: number): Promise<number> {
  return bulkInAccount(
    where.accountId,
    async (client) => {
      const run = await takeRun(client, where);
      if (!run) return 0;
      const written = await writePage(client, where, run, size);
      const isPageLast = written.n < size;
      // Those who were engaged are followed by the rest, in which whoever was engaged meanwhile is as well.
      const isTurning = isPageLast && run.engagedFirst && !run.engagedDone;
      await keepPlace(client, where, run, { ...written, isTurning, isLast: isPageLast && !isTurning });
      return isTurning ? Math.max(1, written.n) : written.n;
    },
    { statementMs: 60_000 },
  );
}

async function takeRun(client: PoolClient, { accountId, campaignId }: Where): Promise<Run | undefined> {
  const { rows } = await client.query<Run>(
    `SELECT r.list_id AS "listId", r.made_to AS "madeTo", r.frozen_to AS "frozenTo", c.status, a.time_zone AS "timeZone",
       r.zone_field AS "zoneField", to_char(r.wall_time, 'YYYY-MM-DD"T"HH24:MI') AS "wallTime",
       r.engaged_first AS "engagedFirst", r.engaged_done AS "engagedDone", r.engaged_to AS "engagedTo"
     FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id JOIN account a ON a.id = r.account_id
     WHERE r.account_id = $1 AND r.campaign_id = $2 AND r.frozen_at IS NOT NULL AND r.made_at IS NULL
     FOR UPDATE OF r SKIP LOCKED`,
    [accountId, campaignId],
  );
  return rows[0];
}

async function writePage(client: PoolClient, where: Where, run: Run, size: number): Promise<Written> {
  const page = pageSql(where, run, size);
  const waves = await wavesOf(client, run, page);
  const insert = insertSql(where, run, page, waves);
  const { rows } = await client.query<Written>(insert.text, insert.values);
  return rows[0]!;
}

type Waves = { written: string[]; zones: string[]; at: Date[] };

/** The zones that people of this page wrote, and when their time comes. */
async function wavesOf(client: PoolClient, { zoneField, wallTime }: Run, page: Prisma.Sql): Promise<Waves> {
  const waves: Waves = { written: [], zones: [], at: [] };
  if (!zoneField || !wallTime) return waves;
  const distinct = Prisma.sql`SELECT DISTINCT zone FROM (${page}) AS page WHERE zone IS NOT NULL`;
  const { rows } = await client.query<{ zone: string }>(distinct.text, distinct.values);
  for (const { zone: written } of rows) {
    const zone = resolveZone(written);
    if (!zone) continue;
    waves.written.push(written);
    waves.zones.push(zone);
    waves.at.push(momentOf(wallTime, zone));
  }
  return waves;
}

function pageSql({ accountId, campaignId }: Where, run: Run, size: number): Prisma.Sql {
  const byEngagement = run.engagedFirst && !run.engagedDone;
  const everyone = audienceSql(accountId, run.listId, { paged: !byEngagement, byContact: byEngagement });
  const from = Prisma.sql`SELECT contact_id, email, last_engaged_at, fields ->> ${run.zoneField ?? ""} AS zone FROM (${everyone}) AS everyone`;
  if (byEngagement)
    return Prisma.sql`${from} WHERE last_engaged_at IS NOT NULL
        AND (last_engaged_at, contact_id) < (${run.engagedTo ?? "infinity"}::timestamptz, ${run.frozenTo ?? NIL}::uuid)
      ORDER BY last_engaged_at DESC, contact_id DESC LIMIT ${size}::int`;
  const isNew = run.engagedFirst
    ? Prisma.sql`AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.account_id = ${accountId}::uuid AND d.campaign_id = ${campaignId}::uuid
        AND d.contact_id = everyone.contact_id OFFSET 0)`
    : Prisma.empty;
  return Prisma.sql`${from} WHERE contact_id > ${run.frozenTo ?? NIL}::uuid ${isNew} ORDER BY contact_id LIMIT ${size}::int`;
}

function insertSql({ accountId, campaignId }: Where, run: Run, page: Prisma.Sql, waves: Waves): Prisma.Sql {
  const isCancelled = run.status === "cancelled";
  const isZoned = run.wallTime !== null && !isCancelled;
  const ownTime = run.wallTime === null ? null : momentOf(run.wallTime, run.timeZone);
  return Prisma.sql`
    WITH page AS MATERIALIZED (SELECT *, row_number() OVER () AS place FROM (${page}) AS next),
    placed AS (SELECT page.*, COALESCE(w.zone, ${run.timeZone}) AS known_zone, COALESCE(w.at, ${ownTime}::timestamptz) AS at
      FROM page LEFT JOIN unnest(${waves.written}::text[], ${waves.zones}::text[], ${waves.at}::timestamptz[]) AS w(written, zone, at)
        ON w.written = page.zone),
    made AS (INSERT INTO delivery (account_id, campaign_id, seq, contact_id, email, state, settled_at, next_at)
      SELECT ${accountId}::uuid, ${campaignId}::uuid, ${run.madeTo}::int + place, contact_id, email,
        ${isCancelled ? "cancelled" : "queued"}::delivery_state, CASE WHEN ${isCancelled}::boolean THEN now() END,
        CASE WHEN ${isZoned}::boolean THEN at END
      FROM placed ORDER BY place),
    waves AS (INSERT INTO delivery_wave AS kept (account_id, campaign_id, zone, at, n)
      SELECT ${accountId}::uuid, ${campaignId}::uuid, known_zone, min(at), count(*) FROM placed WHERE at IS NOT NULL GROUP BY known_zone
      ON CONFLICT (account_id, campaign_id, zone) DO UPDATE SET n = kept.n + excluded.n)
    SELECT count(*)::int AS n, (array_agg(contact_id ORDER BY place DESC))[1] AS last,
      (array_agg(last_engaged_at ORDER BY place DESC))[1] AS "engagedTo" FROM page`;
}

type Place = Written & { isTurning: boolean; isLast: boolean };

async function keepPlace(client: PoolClient, { accountId, campaignId }: Where, run: Run, place: Place): Promise<void> {
  const madeTo = run.madeTo + place.n;
  // Rows with a time of their own are claimed by it: the claim of fresh ones is past them already.
  await client.query(
    `UPDATE delivery_run SET made_to = $3, frozen_to = $4, engaged_to = $5, engaged_done = engaged_done OR $6,
       claimed_to = CASE WHEN wall_time IS NULL THEN claimed_to ELSE $3 END, made_at = CASE WHEN $7 THEN now() END
     WHERE account_id = $1 AND campaign_id = $2`,
    [
      accountId,
      campaignId,
      madeTo,
      place.isTurning ? null : (place.last ?? run.frozenTo),
      place.isTurning ? null : (place.engagedTo ?? run.engagedTo),
      place.isTurning,
      place.isLast,
    ],
  );
  await client.query("SELECT delivery_grew($1, $2)", [campaignId, madeTo]);
  if (!place.isLast) return;
  await client.query(
    `INSERT INTO delivery_log (account_id, id, campaign_id, kind, detail)
     VALUES ($1, $2, $3, 'frozen', jsonb_build_object('n', $4::int))`,
    [accountId, newId(), campaignId, madeTo],
  );
}
