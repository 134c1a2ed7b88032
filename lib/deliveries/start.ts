import { systemTenant, type Tenant } from "@/lib/accounts";
import { moveCampaign } from "@/lib/campaigns";
import { audienceOf } from "@/lib/contacts";
import { inAccount } from "@/lib/platform/db";
import { pauseSending } from "./control";
import { freeCredits } from "./credits";
import { holdLate, LATE_MS } from "./late";
import { note } from "./note";
import { LIFETIME_MS } from "./retry";
import { lastMomentOf } from "./zones";

type Where = { accountId: string; campaignId: string };

/** The held time is over: begin. The audience is fixed from here on, and each exclusion with its reason. False when someone else was first, took it back or moved it, and when it is more than an hour late: then it is held. */
export function startSending({ accountId, campaignId }: Where, now = new Date()): Promise<boolean> {
  return inAccount(accountId, async (db) => {
    const tenant = systemTenant(accountId, db, "sending");
    if (!(await isTime(tenant, campaignId, now))) return false;
    const moved = await moveCampaign(tenant, {
      campaignId,
      from: ["scheduled"],
      to: "sending",
      set: { startedAt: now },
    });
    if (!moved) return false;
    const run = await db.deliveryRun.findUniqueOrThrow({ where: { accountId_campaignId: { accountId, campaignId } } });
    // By the clock of each reader, the last of them begin up to a day later.
    const from = run.wallTime ? lastMomentOf(run.wallTime.toISOString().slice(0, 16)) : now;
    const { receives, excluded } = await audienceOf(tenant, run.listId);
    await db.deliveryRun.update({
      where: { accountId_campaignId: { accountId, campaignId } },
      data: { planned: receives, frozenAt: now, wavesSeenTo: now, expiresAt: new Date(from.getTime() + LIFETIME_MS) },
    });
    await db.deliveryExclusion.createMany({
      data: Object.entries(excluded).map(([reason, n]) => ({ accountId, campaignId, reason, n })),
    });
    await note(tenant, { campaignId, kind: "started", detail: { n: receives } });
    await holdWhatCannotBePaid(tenant, campaignId);
    return true;
  });
}

type Due = { name: string; status: string; startsAt: Date | null; pausedReason: string | null };

/** Whether it is to begin now. Whoever changes the time waits for us or we for them; one that is long overdue is held. */
async function isTime(tenant: Tenant, campaignId: string, now: Date): Promise<boolean> {
  const { accountId, db } = tenant;
  const [due] = await db.$queryRaw<Due[]>`
    SELECT name, status, starts_at AS "startsAt", paused_reason AS "pausedReason" FROM campaign
    WHERE account_id = ${accountId}::uuid AND id = ${campaignId}::uuid FOR UPDATE`;
  if (due?.status !== "scheduled" || due.pausedReason === "late") return false;
  const { name, startsAt } = due;
  if (!startsAt || startsAt > now) return false;
  if (now.getTime() - startsAt.getTime() <= LATE_MS) return true;
  await holdLate(tenant, { campaignId, name, startsAt });
  return false;
}

/** A list that has grown since the launch may be more than the credits reach for: then nothing leaves until a person has looked. */
async function holdWhatCannotBePaid(tenant: Tenant, campaignId: string): Promise<void> {
  const free = await freeCredits(tenant);
  if (free < 0) await pauseSending(tenant, campaignId, { reason: "no_credits", detail: { missing: -free } });
}
