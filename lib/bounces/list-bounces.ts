import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import type { BounceFilter, BounceRow, BounceSum } from "./schema";

type Asked = Partial<BounceFilter> & { contactId?: string };

/** Bounces and complaints of an account, newest first, by key; of one contact, everything that came back. `older` and `newer` continue, null at the ends. */
export async function listBounces(
  tenant: Tenant,
  { show = "all", campaign, contactId, older, newer }: Asked = {},
  pageSize = 50,
): Promise<{ bounces: BounceRow[]; older: string | null; newer: string | null }> {
  const { accountId, db } = tenant;
  const backwards = newer !== undefined;
  const rows = await db.$queryRaw<BounceRow[]>`
    SELECT e.id, e.at, e.kind, e.class, e.reason, e.hard, e.source, e.email, e.diagnostic, e.contact_id AS "contactId", e.campaign_id AS "campaignId",
      c.name AS campaign, e.undone_at AS "undoneAt"
    FROM bounce_event e LEFT JOIN campaign c ON c.account_id = e.account_id AND c.id = e.campaign_id
    WHERE e.account_id = ${accountId}::uuid AND ${conditionOf(show, contactId)}
      AND ${campaign ? Prisma.sql`e.campaign_id = ${campaign}::uuid` : Prisma.sql`true`}
      AND ${older ? Prisma.sql`e.id < ${older}::uuid` : newer ? Prisma.sql`e.id > ${newer}::uuid` : Prisma.sql`true`}
    ORDER BY e.id ${backwards ? Prisma.sql`ASC` : Prisma.sql`DESC`} LIMIT ${pageSize + 1}`;
  const hasMore = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  if (backwards) page.reverse();
  return {
    bounces: page,
    older: page.length > 0 && (backwards || hasMore) ? page.at(-1)!.id : null,
    newer: page.length > 0 && (backwards ? hasMore : older !== undefined) ? page[0]!.id : null,
  };
}

/** How many came back, by kind and class: of a campaign, or of all. A sum over what is counted with each event. */
export async function sumBounces(tenant: Tenant, { campaign }: { campaign?: string } = {}): Promise<BounceSum[]> {
  const { accountId, db } = tenant;
  return db.$queryRaw<BounceSum[]>`
    SELECT kind, class, sum(n)::int AS n FROM bounce_count
    WHERE account_id = ${accountId}::uuid AND ${campaign ? Prisma.sql`campaign_id = ${campaign}::uuid` : Prisma.sql`true`}
    GROUP BY kind, class ORDER BY n DESC, kind, class`;
}

function conditionOf(show: BounceFilter["show"], contactId: string | undefined): Prisma.Sql {
  if (contactId) return Prisma.sql`e.contact_id = ${contactId}::uuid`;
  if (show === "all") return Prisma.sql`e.kind IN ('bounce', 'complaint')`;
  return Prisma.sql`e.class = ${show} AND e.kind IN ('bounce', 'complaint')`;
}
