import { suspend, systemTenant, type Tenant } from "@/lib/accounts";
import { getCampaign } from "@/lib/campaigns";
import { pauseSending } from "@/lib/deliveries";
import { inSystem, type Db } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { readWindows } from "./read-windows";
import { judgeSmall, judgeWindows, reaches, type Crossing } from "./thresholds";
import { suspensionReason, tellAdministrators } from "./tell";

/** Stands for the whole account where an alarm has no campaign. */
export const WHOLE_ACCOUNT = "00000000-0000-0000-0000-000000000000";

/**
 * Look at what came back of one campaign and of its account, and act where a threshold is crossed: warn, pause the campaign, suspend the account. Each
 * once, until staff have looked; after that only what is sent later counts. Answers what was new.
 */
export function checkSending(
  { accountId, campaignId }: { accountId: string; campaignId: string },
  now = new Date(),
): Promise<Crossing[]> {
  return inSystem(async (db) => {
    const tenant = systemTenant(accountId, db, "sending watch");
    const own = await windowsOf(db, { accountId, campaignId }, now);
    const account = await windowsOf(db, { accountId, campaignId: null }, now);
    const ofCampaign = [...judgeWindows(own), ...judgeSmall(own, account)];
    const raised = await raise(tenant, campaignId, ofCampaign.map(withoutSuspension), now);
    // A whole account is only stopped for complaints; the rest is its campaigns' own.
    const ofAccount = judgeWindows(account).filter(({ level }) => level === "suspend");
    return [...raised, ...(await raise(tenant, WHOLE_ACCOUNT, ofAccount, now))];
  });
}

function withoutSuspension(crossing: Crossing): Crossing {
  return crossing.level === "suspend" ? { ...crossing, level: "pause" } : crossing;
}

async function windowsOf(
  db: Db,
  { accountId, campaignId }: { accountId: string; campaignId: string | null },
  now: Date,
) {
  const looked = await db.sendingAlarm.aggregate({
    where: { accountId, campaignId: campaignId ?? WHOLE_ACCOUNT },
    _max: { resolvedAt: true },
  });
  const since = looked._max.resolvedAt ?? new Date(0);
  return readWindows(db, { accountId, campaignId, since }, now);
}

async function raise(tenant: Tenant, campaignId: string, crossed: Crossing[], now: Date): Promise<Crossing[]> {
  const { accountId, db } = tenant;
  const fresh: Crossing[] = [];
  for (const crossing of crossed) {
    const { measure, level, sent, counted } = crossing;
    const open = await db.sendingAlarm.findMany({ where: { accountId, campaignId, measure, resolvedAt: null } });
    if (open.some((alarm) => reaches(alarm.level, level))) continue;
    const added = await db.sendingAlarm.createMany({
      data: { accountId, id: newId(), campaignId, measure, level, sent, counted, at: now },
      skipDuplicates: true,
    });
    if (added.count === 0) continue; // another process was faster
    await act(tenant, campaignId, crossing, now);
    fresh.push(crossing);
  }
  return fresh;
}

async function act(tenant: Tenant, campaignId: string, crossing: Crossing, now: Date): Promise<void> {
  const { accountId, db } = tenant;
  if (crossing.level === "suspend") {
    const account = await db.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { status: true, locale: true },
    });
    if (account.status === "active") await suspend(tenant, suspensionReason(account.locale, crossing), now);
    return;
  }
  const campaign = await getCampaign(tenant, campaignId);
  const isOver = campaign.status === "sent" || campaign.status === "cancelled";
  const mayPause = crossing.level === "pause" && campaign.status === "sending";
  const follows = crossing.level === "pause" && isOver ? "sendingOver" : mayPause ? "sendingPaused" : "sendingWarned";
  if (mayPause) {
    const reason = crossing.measure === "hard" ? "too_many_bounces" : "too_many_complaints";
    await pauseSending(tenant, campaignId, { reason, detail: { counted: crossing.counted, sent: crossing.sent } });
  }
  await tellAdministrators(tenant, { campaign: { id: campaignId, name: campaign.name }, crossing, follows });
}
