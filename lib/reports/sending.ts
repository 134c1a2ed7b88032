import type { Tenant } from "@/lib/accounts";
import { countRest, readPace, readWarmUp } from "@/lib/deliveries";
import type { Wave } from "@/lib/deliveries/schema";
import { AppError } from "@/lib/platform/errors";
import type { LogLine, Reached, Results, Sending } from "./schema";

const LOG_LINES = 30;
const LOG_BOUNCES = 10;
const COURSE_MINUTES = 60;

type Row = {
  id: string;
  name: string;
  subject: string;
  listName: string;
  status: string;
  pausedReason: string | null;
  startsAt: Date | null;
  isChosen: boolean;
  launchedBy: string;
  wallTime: Date | null;
  wavesSeenTo: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  planned: number;
  reopening: number;
  madeTo: number;
  isMade: boolean;
  now: Date;
};

/** How a sending stands now: states, rate, time left, what came of it, what happened. Reads sums only. Throws `not_found` before a launch. */
export async function readSending(tenant: Tenant, campaignId: string): Promise<Sending> {
  const row = await readRow(tenant, campaignId);
  const { accountId, db } = tenant;
  const where = { accountId, campaignId };
  const counts = await db.deliveryCount.findMany({ where });
  const of = (state: string) => counts.find((count) => count.state === state)?.n ?? 0;
  const unwritten = row.reopening + (row.isMade ? 0 : Math.max(0, row.planned - row.madeTo));
  const open = of("queued") + of("leased") + of("deferred") + unwritten;
  const perSecond = row.status === "sending" ? await rateNow(tenant, campaignId, row) : 0;
  const warmUp = row.status === "sending" ? await readWarmUp(tenant, campaignId, open, row.now) : null;
  const { planned, reopening, madeTo, isMade, ...facts } = row;
  return {
    ...facts,
    audience: isMade ? madeTo : Math.max(planned, madeTo),
    accepted: of("accepted"),
    failed: of("failed"),
    suppressed: of("suppressed"),
    // Who is about to be queued again waits already.
    expired: of("expired") - Math.max(0, reopening - of("cancelled")),
    cancelled: Math.max(0, of("cancelled") - reopening),
    waiting: of("queued") + unwritten,
    deferred: of("deferred"),
    inFlight: of("leased"),
    rest: isOver(row.status) ? await countRest(tenant, campaignId) : 0,
    unanswered: await countUnanswered(tenant, campaignId),
    perSecond,
    waves: row.wallTime ? await readWaves(tenant, campaignId) : [],
    course: row.startedAt ? await readCourse(tenant, campaignId, row) : [],
    // What a day allows says more than the rate.
    left: perSecond > 0 && open > 0 && !warmUp?.doneAt ? rangeOf(open / perSecond) : null,
    warmUp,
    results: await readResults(tenant, campaignId),
    lanes: row.status === "sending" ? await readPace(tenant, campaignId) : [],
    log: await readLog(tenant, campaignId),
  };
}

function isOver(status: string): boolean {
  return status === "sent" || status === "cancelled";
}

async function countUnanswered({ accountId, db }: Tenant, campaignId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ n: number }[]>`
    SELECT count(DISTINCT seq)::int AS n FROM delivery_attempt
    WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND outcome = 'ambiguous'`;
  return row?.n ?? 0;
}

/** What people, programs and services did with a campaign. */
export async function readResults({ accountId, db }: Tenant, campaignId: string): Promise<Results> {
  const rows = await db.statCampaign.findMany({ where: { accountId, campaignId } });
  const reached = (kind: string): Reached => {
    const of = (name: string) => rows.find((row) => row.kind === kind && row.class === name);
    const hits = rows.filter((row) => row.kind === kind).reduce((sum, row) => sum + row.hits, 0);
    return {
      people: of("human")?.people ?? 0,
      machines: of("machine")?.people ?? 0,
      proxies: of("proxy")?.people ?? 0,
      hits,
    };
  };
  return { opens: reached("open"), clicks: reached("click"), unsubscribes: reached("unsubscribe").people };
}

async function readRow({ accountId, db }: Tenant, campaignId: string): Promise<Row> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id, c.name, c.subject, COALESCE(l.name, '') AS "listName", c.status, c.paused_reason AS "pausedReason",
      c.starts_at AS "startsAt", c.scheduled_at IS NOT NULL AS "isChosen", r.launched_by AS "launchedBy", r.wall_time AS "wallTime", r.waves_seen_to AS "wavesSeenTo", c.started_at AS "startedAt", c.finished_at AS "finishedAt",
      r.planned, r.reopening, r.made_to AS "madeTo", r.made_at IS NOT NULL AS "isMade", now() AS now
    FROM campaign c JOIN delivery_run r ON r.account_id = c.account_id AND r.campaign_id = c.id
      LEFT JOIN contact_list l ON l.account_id = r.account_id AND l.id = r.list_id
    WHERE c.account_id = ${accountId}::uuid AND c.id = ${campaignId}::uuid`;
  if (!rows[0]) throw new AppError("not_found", "campaign_not_found", "There is no such campaign.");
  return rows[0];
}

// The minute that runs and the one before: short enough to be now, long enough not to jump.
async function rateNow({ accountId, db }: Tenant, campaignId: string, { startedAt, now }: Row): Promise<number> {
  const since = new Date(Math.floor(now.getTime() / 60_000) * 60_000 - 60_000);
  const minutes = await db.deliveryMinute.findMany({ where: { accountId, campaignId, minute: { gte: since } } });
  const done = minutes.reduce((sum, minute) => sum + minute.accepted + minute.failed, 0);
  const from = Math.max(since.getTime(), startedAt?.getTime() ?? 0);
  return done / Math.max(1, (now.getTime() - from) / 1000);
}

function readWaves({ accountId, db }: Tenant, campaignId: string): Promise<Wave[]> {
  return db.deliveryWave.findMany({
    where: { accountId, campaignId },
    orderBy: [{ at: "asc" }, { zone: "asc" }],
    select: { zone: true, at: true, n: true },
  });
}

async function readCourse({ accountId, db }: Tenant, campaignId: string, { startedAt, now }: Row): Promise<number[]> {
  const minute = (at: Date) => Math.floor(at.getTime() / 60_000);
  const first = Math.max(minute(startedAt ?? now), minute(now) - COURSE_MINUTES);
  const kept = await db.deliveryMinute.findMany({
    where: { accountId, campaignId, minute: { gte: new Date(first * 60_000) } },
    select: { minute: true, accepted: true },
  });
  const course = Array.from({ length: minute(now) - first + 1 }, () => 0);
  for (const { minute: at, accepted } of kept) course[minute(at) - first] = accepted;
  return course.length > 1 ? course.slice(0, -1) : course; // the minute that runs is not over: it would look like a fall
}

// A promise to the second would be a lie: relays slow down and speed up.
function rangeOf(seconds: number): { from: number; to: number } {
  return { from: Math.floor(seconds * 0.8), to: Math.ceil(seconds * 1.3) };
}

async function readLog({ accountId, db }: Tenant, campaignId: string): Promise<LogLine[]> {
  const newest = (kind: { not: string } | string, take: number) =>
    db.deliveryLog.findMany({ where: { accountId, campaignId, kind }, orderBy: { id: "desc" }, take });
  // A list with many dead addresses would push out that it was paused, and why.
  const bounces = await newest("bounced", LOG_BOUNCES);
  const others = await newest({ not: "bounced" }, LOG_LINES - LOG_BOUNCES);
  const lines = [...bounces, ...others].toSorted((one, other) => (one.id < other.id ? 1 : -1));
  return lines.map(({ id, at, kind, actorName, detail }) => ({
    id,
    at,
    kind,
    actorName,
    detail: detail as LogLine["detail"],
  }));
}
