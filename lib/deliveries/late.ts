import { getParticulars, listMembersWith, type Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { composeMail } from "@/emails/compose";
import { env } from "@/lib/platform/env";
import { postMail } from "@/lib/platform/post";
import { note } from "./note";

/** A start that is missed by more than this is a person's to decide about. */
export const LATE_MS = 60 * 60_000;

type Late = { campaignId: string; name: string; startsAt: Date };

/**
 * Hold a campaign whose time has long passed (the service was down, or a clock jumped) instead of sending it at an hour that nobody chose, and ask
 * those who may send. It stays scheduled: it can be sent now, moved, or taken back.
 */
export async function holdLate(tenant: Tenant, { campaignId, name, startsAt }: Late): Promise<void> {
  const { accountId, actor, db } = tenant;
  await db.campaign.updateMany({ where: { accountId, id: campaignId }, data: { pausedReason: "late" } });
  const detail = { startsAt: startsAt.toISOString() };
  await note(tenant, { campaignId, kind: "late", detail });
  await recordAudit(db, {
    accountId,
    actor,
    action: "campaign.late",
    subject: name,
    detail: { campaignId, ...detail },
  });
  await askSenders(tenant, { mail: "campaignLate", campaignId, name, at: startsAt });
}

type Question = { mail: "campaignLate" | "campaignLateWave"; campaignId: string; name: string; at: Date };

/** Ask everyone who may send, by mail and once, what is to happen with what missed its time. */
export async function askSenders(tenant: Tenant, { mail, campaignId, name: campaign, at: due }: Question) {
  const { accountId, db } = tenant;
  const { timeZone: zone } = await getParticulars(tenant);
  const link = `${env().APP_URL}/campaigns/${campaignId}/sending`;
  for (const { name, email, locale } of await listMembersWith(tenant, "campaigns")) {
    const at = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(due);
    await postMail(db, {
      key: `${mail}:${campaignId}:${due.getTime()}:${email}`,
      accountId,
      to: { address: email, name },
      ...composeMail(mail, locale, { name, campaign, at, zone }, link),
    });
  }
}
