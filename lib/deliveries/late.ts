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
  const { timeZone } = await getParticulars(tenant);
  const link = `${env().APP_URL}/campaigns/${campaignId}/sending`;
  for (const { name: reader, email, locale } of await listMembersWith(tenant, "campaigns")) {
    const at = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }).format(startsAt);
    await postMail(db, {
      key: `campaignLate:${campaignId}:${startsAt.getTime()}:${email}`,
      accountId,
      to: { address: email, name: reader },
      ...composeMail("campaignLate", locale, { name: reader, campaign: name, at, zone: timeZone }, link),
    });
  }
}
