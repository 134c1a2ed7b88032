import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { releaseSending } from "@/lib/deliveries";
import { AppError } from "@/lib/platform/errors";
import type { SendingAlarm } from "@/lib/inbound/schema";
import { WHOLE_ACCOUNT } from "./check-sending";

/** The open alarms of an account, newest first: what was counted, of how many, and of which campaign (null for the whole account). */
export async function listAlarms(tenant: Tenant): Promise<SendingAlarm[]> {
  const { accountId, db } = tenant;
  return db.$queryRaw<SendingAlarm[]>`
    SELECT a.id, a.measure, CASE WHEN a.level = 'pause' AND c.status IN ('sent', 'cancelled') THEN 'over' ELSE a.level END AS level, a.sent, a.counted, a.at, NULLIF(a.campaign_id, ${WHOLE_ACCOUNT}::uuid) AS "campaignId", c.name AS campaign
    FROM sending_alarm a LEFT JOIN campaign c ON c.account_id = a.account_id AND c.id = a.campaign_id
    WHERE a.account_id = ${accountId}::uuid AND a.resolved_at IS NULL ORDER BY a.at DESC, a.id DESC LIMIT 50`;
}

/**
 * Staff have looked at an alarm: it is closed with all others of its campaign, a campaign that it paused may go on, and only what is sent from now on is
 * counted. Throws `not_found`, `conflict` when somebody was faster.
 */
export async function resolveAlarm(tenant: Tenant, alarmId: string, note: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  const alarm = await db.sendingAlarm.findUnique({ where: { accountId_id: { accountId, id: alarmId } } });
  if (!alarm) throw new AppError("not_found", "alarm_not_found", "There is no such alarm.");
  const { count } = await db.sendingAlarm.updateMany({
    where: { accountId, campaignId: alarm.campaignId, resolvedAt: null },
    data: { resolvedAt: now, resolvedBy: actor.name, note },
  });
  if (count === 0) throw new AppError("conflict", "alarm_resolved", "Someone was faster: this alarm is closed.");
  if (alarm.campaignId !== WHOLE_ACCOUNT) await releaseSending(tenant, alarm.campaignId);
  await recordAudit(db, {
    accountId,
    actor,
    action: "alarm.resolve",
    reason: note,
    detail: { alarm: alarmId, campaign: alarm.campaignId },
  });
}

/** Close the alarms of the whole account: staff have lifted its suspension. */
export async function resolveAccountAlarms(tenant: Tenant, note: string, now = new Date()): Promise<void> {
  const { accountId, actor, db } = tenant;
  await db.sendingAlarm.updateMany({
    where: { accountId, campaignId: WHOLE_ACCOUNT, resolvedAt: null },
    data: { resolvedAt: now, resolvedBy: actor.name, note },
  });
}
