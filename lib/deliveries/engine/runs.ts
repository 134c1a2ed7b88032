import type { CampaignStatus } from "@/lib/campaigns/schema";
import { bulkInSystem } from "@/lib/platform/db";
import type { StateCounts } from "@/lib/deliveries/schema";

/** A sending that something is to be done for. */
export type Run = {
  accountId: string;
  campaignId: string;
  status: CampaignStatus;
  madeTo: number;
  claimedTo: number;
  knownTo: number;
  isMade: boolean;
  /** Rows that are still to be opened again for those who did not get it. */
  reopening: number;
  refusalsLeft: number;
  accountStatus: string;
  fromEmail: string;
  /** Someone's time has come. */
  hasDue: boolean;
  /** The time of a wave has come, by the clock of its readers, or it is long ago that somebody looked. */
  hasWave: boolean;
  counts: Partial<StateCounts>;
  /** The database's time: the clock of a worker may be wrong, or jump. */
  now: Date;
};

/** Every sending that is begun or due, and not yet closed: one query, whoever's they are. */
export function listRuns(): Promise<Run[]> {
  return bulkInSystem(async (client) => {
    const { rows } = await client.query<Run>(`
      SELECT r.account_id AS "accountId", r.campaign_id AS "campaignId", c.status, r.made_to AS "madeTo", r.claimed_to AS "claimedTo",
        r.known_to AS "knownTo", r.made_at IS NOT NULL AS "isMade", r.reopening, r.refusals_left AS "refusalsLeft", a.status AS "accountStatus", c.from_email AS "fromEmail",
        EXISTS (SELECT 1 FROM delivery d WHERE d.account_id = r.account_id AND d.campaign_id = r.campaign_id
          AND d.next_at <= now()) AS "hasDue",
        r.wall_time IS NOT NULL AND (r.waves_seen_to IS NULL OR r.waves_seen_to < now() - interval '10 minutes' OR EXISTS (
          SELECT 1 FROM delivery_wave w WHERE w.account_id = r.account_id AND w.campaign_id = r.campaign_id
            AND w.at > r.waves_seen_to AND w.at <= now())) AS "hasWave", clock_timestamp() AS now,
        (SELECT COALESCE(jsonb_object_agg(k.state, k.n), '{}') FROM delivery_count k
          WHERE k.account_id = r.account_id AND k.campaign_id = r.campaign_id) AS counts
      FROM delivery_run r JOIN campaign c ON c.account_id = r.account_id AND c.id = r.campaign_id
      JOIN account a ON a.id = r.account_id
      WHERE r.is_open AND (c.status <> 'scheduled' OR (c.starts_at <= now() AND c.paused_reason IS NULL))
      ORDER BY r.account_id, r.campaign_id`);
    return rows;
  });
}

/** How many of a sending's rows are still open. */
export function openRows({ counts }: Run): number {
  return (counts.queued ?? 0) + (counts.leased ?? 0) + (counts.deferred ?? 0);
}
