import type { Tenant } from "@/lib/accounts";
import type { CampaignStatus } from "./schema";

type Move = {
  campaignId: string;
  from: CampaignStatus[];
  to: CampaignStatus;
  /** What is written with the new status. */
  set?: {
    scheduledAt?: Date | null;
    startsAt?: Date | null;
    startedAt?: Date | null;
    finishedAt?: Date | null;
    pausedReason?: string | null;
    pausedAt?: Date | null;
  };
};

// Where each status may come from.
const cameFrom: Record<CampaignStatus, CampaignStatus[]> = {
  draft: ["scheduled"],
  scheduled: ["draft"],
  sending: ["scheduled", "paused", "sent", "cancelled"],
  paused: ["sending", "scheduled"],
  sent: ["sending", "paused"],
  cancelled: ["scheduled", "sending", "paused"],
};

/** Move a campaign on if it still stands at one of `from`. True for exactly one of those who try; false when it stood elsewhere, or is a stranger's. */
export async function moveCampaign(tenant: Tenant, { campaignId, from, to, set }: Move): Promise<boolean> {
  const impossible = from.filter((status) => !cameFrom[to].includes(status));
  if (impossible.length > 0) throw new Error(`A campaign does not go from ${impossible.join()} to ${to}.`);
  const { accountId, db } = tenant;
  const { count } = await db.campaign.updateMany({
    where: { accountId, id: campaignId, status: { in: from } },
    data: { ...set, status: to },
  });
  return count === 1;
}
