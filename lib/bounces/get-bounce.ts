import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import type { BounceCard } from "./schema";

/** One thing that came back, with the mail as it is kept, and how its contact stands now (null when deleted). Throws `not_found`. */
export async function getBounce(tenant: Tenant, id: string): Promise<BounceCard> {
  const { accountId, db } = tenant;
  const rows = await db.$queryRaw<BounceCard[]>`
    SELECT e.id, e.at, e.kind, e.class, e.reason, e.hard, e.source, e.email, e.diagnostic, e.status, e.raw, e.contact_id AS "contactId",
      e.campaign_id AS "campaignId", c.name AS campaign, e.undone_at AS "undoneAt", e.undone_by AS "undoneBy", k.status AS standing
    FROM bounce_event e LEFT JOIN campaign c ON c.account_id = e.account_id AND c.id = e.campaign_id
      LEFT JOIN contact k ON k.account_id = e.account_id AND k.id = e.contact_id
    WHERE e.account_id = ${accountId}::uuid AND e.id = ${id}::uuid`;
  if (!rows[0]) throw noSuchBounce();
  return rows[0];
}

export function noSuchBounce() {
  return new AppError("not_found", "bounce_not_found", "There is no such bounce.");
}
