import type { Tenant } from "@/lib/accounts";
import type { Exclusion, LinkRow, Point, Report } from "./schema";
import { readSending } from "./sending";

const HOURS_SHOWN = 72;

/** The report of a campaign that was started: all of `readSending`, its course over time, links, who was left out, why people left. Throws `not_found`. */
export async function readReport(tenant: Tenant, campaignId: string): Promise<Report> {
  const sending = await readSending(tenant, campaignId);
  const { accountId, db } = tenant;
  const hours = await readHours(tenant, campaignId);
  const links = await readLinks(tenant, campaignId);
  const exclusions: Exclusion[] = await db.deliveryExclusion.findMany({
    where: { accountId, campaignId },
    select: { reason: true, n: true },
    orderBy: { n: "desc" },
  });
  const reasons = await db.departure.groupBy({
    by: ["reason"],
    where: { accountId, campaignId, undoneAt: null, reason: { not: null } },
    _count: true,
  });
  return {
    ...sending,
    ...spread(hours),
    links,
    exclusions: exclusions.filter(({ n }) => n > 0),
    reasons: reasons.map(({ reason, _count: n }) => ({ reason: reason ?? "", n })).sort((a, b) => b.n - a.n),
  };
}

async function readHours({ accountId, db }: Tenant, campaignId: string): Promise<Point[]> {
  return db.$queryRaw<Point[]>`
    SELECT at, sum(sent)::int AS sent, sum(opens)::int AS opens, sum(clicks)::int AS clicks, sum(machines)::int AS machines FROM (
      SELECT date_trunc('hour', minute) AS at, accepted AS sent, 0 AS opens, 0 AS clicks, 0 AS machines FROM delivery_minute
        WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid
      UNION ALL
      SELECT hour, 0, CASE WHEN kind = 'open' AND class = 'human' THEN people ELSE 0 END,
        CASE WHEN kind = 'click' AND class = 'human' THEN people ELSE 0 END, CASE WHEN class <> 'human' THEN people ELSE 0 END FROM stat_hour
        WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND kind IN ('open', 'click')) AS both_tables
    GROUP BY at ORDER BY at`;
}

// The first three days by the hour, without gaps; a longer life by the day.
function spread(hours: Point[]): { step: "hour" | "day"; series: Point[] } {
  const first = hours[0]?.at.getTime();
  const last = hours.at(-1)?.at.getTime();
  if (first === undefined || last === undefined) return { step: "hour", series: [] };
  const step = last - first > HOURS_SHOWN * 3_600_000 ? "day" : "hour";
  const width = step === "hour" ? 3_600_000 : 86_400_000;
  const buckets = new Map<number, Point>();
  for (let at = Math.floor(first / width) * width; at <= last; at += width)
    buckets.set(at, { at: new Date(at), sent: 0, opens: 0, clicks: 0, machines: 0 });
  for (const hour of hours) {
    const bucket = buckets.get(Math.floor(hour.at.getTime() / width) * width)!;
    bucket.sent += hour.sent;
    bucket.opens += hour.opens;
    bucket.clicks += hour.clicks;
    bucket.machines += hour.machines;
  }
  return { step, series: [...buckets.values()] };
}

async function readLinks({ accountId, db }: Tenant, campaignId: string): Promise<LinkRow[]> {
  return db.$queryRaw<LinkRow[]>`
    SELECT l.no, l.url, l.label, COALESCE(sum(s.people) FILTER (WHERE s.class = 'human'), 0)::int AS people,
      COALESCE(sum(s.people) FILTER (WHERE s.class <> 'human'), 0)::int AS machines, COALESCE(sum(s.hits), 0)::int AS hits
    FROM campaign_link l LEFT JOIN stat_link s ON s.account_id = l.account_id AND s.campaign_id = l.campaign_id AND s.link = l.no
    WHERE l.account_id = ${accountId}::uuid AND l.campaign_id = ${campaignId}::uuid
    GROUP BY l.no, l.url, l.label ORDER BY people DESC, l.no`;
}
