import type { Tenant } from "@/lib/accounts";
import type { DomainLane } from "./schema";

/**
 * The receiving domains of a campaign as the workers saw them in the last quarter of a minute or rest now: the slow ones first, then by pace, told apart only where it
 * differs by half: they would change places all the time.
 */
export async function readPace({ accountId, db }: Tenant, campaignId: string): Promise<DomainLane[]> {
  return db.$queryRaw<DomainLane[]>`
    SELECT * FROM (
      SELECT domain, (array_agg(state ORDER BY state = 'flowing', state = 'slowed'))[1] AS state, sum(per_second)::float8 AS "perSecond",
        max(rests_until) AS "restsUntil", max(reply) AS reply
      FROM delivery_pace WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid
        AND (at > now() - interval '15 seconds' OR rests_until > now())
      GROUP BY domain) AS lane
    ORDER BY state = 'flowing', floor(log(1.5, GREATEST("perSecond", 0.01)::numeric)) DESC, domain`;
}
