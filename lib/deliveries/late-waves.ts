import { systemTenant } from "@/lib/accounts";
import { getCampaign } from "@/lib/campaigns";
import { inAccount } from "@/lib/platform/db";
import { pauseSending } from "./control";
import { askSenders, LATE_MS } from "./late";

type Where = { accountId: string; campaignId: string };

/**
 * Let the waves go whose time has come. One that nobody was there for and that is more than an hour late does not go by itself: the sending is
 * paused, and those who may send are asked. To go on is to send it. True when it was paused.
 */
export function seeToWaves({ accountId, campaignId }: Where): Promise<boolean> {
  return inAccount(accountId, async (db) => {
    const tenant = systemTenant(accountId, db, "sending");
    const [missed] = await db.$queryRaw<{ at: Date | null; n: number }[]>`
      SELECT min(w.at) AS at, COALESCE(sum(w.n), 0)::int AS n
      FROM delivery_run r JOIN delivery_wave w ON w.account_id = r.account_id AND w.campaign_id = r.campaign_id
      WHERE r.account_id = ${accountId}::uuid AND r.campaign_id = ${campaignId}::uuid AND r.made_at IS NOT NULL
        AND w.at > r.waves_seen_to AND w.at <= clock_timestamp() - make_interval(secs => ${LATE_MS / 1000})`;
    if (missed?.at) {
      const { name, status } = await getCampaign(tenant, campaignId);
      if (status !== "sending") return false;
      await pauseSending(tenant, campaignId, { reason: "late_wave", detail: { n: missed.n } });
      await askSenders(tenant, { mail: "campaignLateWave", campaignId, name, at: missed.at });
      return true;
    }
    // While the audience is still being written down, a wave that was missed may be among those to come.
    await db.$executeRaw`UPDATE delivery_run SET waves_seen_to = clock_timestamp()
      WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND (made_at IS NOT NULL OR waves_seen_to IS NULL
        OR waves_seen_to > clock_timestamp() - make_interval(secs => ${LATE_MS / 1000}))`;
    return false;
  });
}
