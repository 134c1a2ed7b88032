import { systemTenant } from "@/lib/accounts";
import { moveCampaign } from "@/lib/campaigns";
import { bulkInAccount, inAccount } from "@/lib/platform/db";
import { countStates } from "./count-states";
import { note } from "./note";

type Where = { accountId: string; campaignId: string };

/** A campaign is sent when no row is open, and for no other reason. True when this call finished it. */
export function finishSending({ accountId, campaignId }: Where, now = new Date()): Promise<boolean> {
  return inAccount(
    accountId,
    async (db) => {
      const [open] = await db.$queryRaw<{ any: boolean }[]>`
        SELECT r.made_at IS NULL OR r.reopening > 0 OR EXISTS (SELECT 1 FROM delivery d WHERE d.account_id = ${accountId}::uuid
          AND d.campaign_id = ${campaignId}::uuid AND d.state IN ('queued', 'leased', 'deferred')) AS any
        FROM delivery_run r WHERE r.account_id = ${accountId}::uuid AND r.campaign_id = ${campaignId}::uuid FOR UPDATE OF r`;
      if (!open || open.any) return false;
      const tenant = systemTenant(accountId, db, "sending");
      const from = ["sending", "paused"] as const;
      const sent = await moveCampaign(tenant, {
        campaignId,
        from: [...from],
        to: "sent",
        set: { finishedAt: now, pausedReason: null },
      });
      if (!sent) return false;
      const { accepted, failed, suppressed, expired } = await countStates(tenant, campaignId);
      await note(tenant, { campaignId, kind: "finished", detail: { accepted, failed, suppressed, expired } });
      return true;
    },
    { statementMs: 60_000 },
  );
}

/** Nothing more will ever be done for this sending: the engine need not look at it again. */
export function closeRun({ accountId, campaignId }: Where): Promise<boolean> {
  return inAccount(
    accountId,
    async (db) =>
      (await db.$executeRaw`UPDATE delivery_run r SET is_open = false FROM campaign c
        WHERE r.account_id = ${accountId}::uuid AND r.campaign_id = ${campaignId}::uuid AND r.is_open
          AND c.account_id = r.account_id AND c.id = r.campaign_id AND c.status IN ('sent', 'cancelled')
          AND r.made_at IS NOT NULL AND r.reopening = 0 AND r.known_to = r.made_to AND NOT EXISTS (SELECT 1 FROM delivery d
            WHERE d.account_id = ${accountId}::uuid AND d.campaign_id = ${campaignId}::uuid AND d.state IN ('queued', 'leased', 'deferred'))`) >
      0,
    { statementMs: 60_000 },
  );
}

/** Write down everyone of a cancelled campaign who waited, in ranges that can run again. What is in flight is left to its outcome. */
export async function closeCancelled({ accountId, campaignId }: Where, madeTo: number, range = 20_000): Promise<void> {
  for (let from = 0; from < madeTo; from += range) {
    await bulkInAccount(
      accountId,
      (client) =>
        client.query(
          `UPDATE delivery SET state = 'cancelled', settled_at = now(), next_at = NULL WHERE account_id = $1 AND campaign_id = $2
           AND seq > $3 AND seq <= $4 AND state IN ('queued', 'deferred')`,
          [accountId, campaignId, from, from + range],
        ),
      { statementMs: 60_000 },
    );
  }
}
