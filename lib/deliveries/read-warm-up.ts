import type { Tenant } from "@/lib/accounts";
import { warmUpOf } from "@/lib/senders";
import { warmUpLimit } from "@/lib/senders/schema";
import type { WarmUpState } from "./schema";

const DAY_MS = 86_400_000;
type Spent = { at: Date; n: number };

/**
 * How a campaign stands whose domain is being warmed up: what 24 hours allow, when the next mail may leave if they are full, and when the `open` mails
 * will be gone at the earliest, other campaigns of the domain left aside. Null where nothing is limited or nothing is open.
 */
export async function readWarmUp(
  tenant: Tenant,
  campaignId: string,
  open: number,
  now = new Date(),
): Promise<WarmUpState | null> {
  const { accountId, db } = tenant;
  const campaign = await db.campaign.findFirst({ where: { accountId, id: campaignId }, select: { fromEmail: true } });
  const warmUp = campaign && (await warmUpOf(tenant, campaign.fromEmail));
  const limit = warmUp ? warmUpLimit(warmUp.since, now) : null;
  if (!warmUp || limit === null || open <= 0) return null;
  const { domain, since } = warmUp;
  const spent = await db.$queryRaw<Spent[]>`
    SELECT m.minute AS at, sum(m.accepted)::int AS n FROM delivery_minute m JOIN campaign c ON c.account_id = m.account_id AND c.id = m.campaign_id
    WHERE m.account_id = ${accountId}::uuid AND m.minute > ${new Date(now.getTime() - DAY_MS)} AND m.accepted > 0
      AND (lower(split_part(c.from_email, '@', 2)) = ${domain} OR lower(c.from_email) LIKE '%.' || ${domain})
    GROUP BY 1 ORDER BY 1`;
  const free = limit - spent.reduce((sum, { n }) => sum + n, 0);
  const next = reopening(since, spent, now);
  return {
    domain,
    limit,
    opensAt: free > 0 ? null : next,
    doneAt: open <= free ? null : lastDay(since, open - Math.max(0, free), next),
  };
}

// The day's number grows, or what left a day ago no longer counts: whichever first lets a mail go.
function reopening(since: Date, spent: Spent[], now: Date): Date {
  const step = since.getTime() + (Math.floor((now.getTime() - since.getTime()) / DAY_MS) + 1) * DAY_MS;
  const times = [step, ...spent.map(({ at }) => at.getTime() + DAY_MS)].toSorted((one, other) => one - other);
  const opens = times.find((at) => {
    const counted = spent.filter((minute) => minute.at.getTime() > at - DAY_MS).reduce((sum, { n }) => sum + n, 0);
    return counted < (warmUpLimit(since, new Date(at)) ?? Infinity);
  });
  return new Date(opens ?? step);
}

// One day's number after the other, until none is left over; the number may grow in the course of the 24 hours.
function lastDay(since: Date, open: number, next: Date): Date {
  let day = next.getTime();
  for (let rest = open; ; day += DAY_MS) {
    rest -= warmUpLimit(since, new Date(day + DAY_MS - 1)) ?? Infinity;
    if (rest <= 0) return new Date(day);
  }
}
