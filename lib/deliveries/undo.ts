import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { getCampaign, moveCampaign } from "@/lib/campaigns";
import { AppError } from "@/lib/platform/errors";
import { note } from "./note";

/** Take a launch back while nothing has left: the campaign is a draft again. Throws `conflict` once it has begun. */
export async function undoLaunch(tenant: Tenant, campaignId: string): Promise<void> {
  const { accountId, actor, db } = tenant;
  const undone = await moveCampaign(tenant, {
    campaignId,
    from: ["scheduled"],
    to: "draft",
    set: { scheduledAt: null, startsAt: null, pausedReason: null },
  });
  const { name } = await getCampaign(tenant, campaignId);
  if (!undone) throw new AppError("conflict", "too_late_to_undo", "It has begun. Pause it, or cancel the rest.");
  await db.deliveryRun.deleteMany({ where: { accountId, campaignId, frozenAt: null } });
  await note(tenant, { campaignId, kind: "undone", actorName: actor.name });
  await recordAudit(db, { accountId, actor, action: "campaign.undo_launch", subject: name, detail: { campaignId } });
}
