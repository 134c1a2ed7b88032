import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { moves, SOFT_BOUNCES_ALLOWED, type ContactEvent } from "./status";

/** An event, and to whom. `inRow` is for a soft bounce that is known to follow others, though a server had accepted the mails between. */
export type Happening = { event: ContactEvent; contactIds: string[]; inRow?: number };

/** Let one thing happen to many contacts at once. Answers how many it changed; a contact named twice is changed once. */
export async function applyContactEvent(tenant: Tenant, happening: Happening, now = new Date()): Promise<number> {
  if (happening.contactIds.length === 0) return 0;
  return tenant.db.$executeRaw(contactEventSql(tenant.accountId, happening, now));
}

/**
 * The statement behind `applyContactEvent`, for a `pg` client as well: `client.query(sql.text, sql.values)`.
 * An opening within a day of the last one writes nothing.
 */
export function contactEventSql(
  accountId: string,
  { event, contactIds, inRow = 1 }: Happening,
  now = new Date(),
): Prisma.Sql {
  const bounces = Prisma.sql`GREATEST(c.soft_bounces, ${inRow - 1}::int)`;
  const from = Object.keys(moves[event]);
  const to = Object.values(moves[event]);
  const engages = event === "engage" || event === "confirm";
  return Prisma.sql`UPDATE contact c SET status = ${statusSql(event, bounces)},
      status_at = CASE WHEN c.status = ${statusSql(event, bounces)} THEN c.status_at ELSE ${now} END,
      soft_bounces = ${event === "soft_bounce" ? Prisma.sql`${bounces} + 1` : Prisma.sql`0`},
      last_engaged_at = ${engages ? Prisma.sql`${now}::timestamptz` : Prisma.sql`c.last_engaged_at`}, updated_at = ${now}
    FROM unnest(${from}::text[], ${to}::text[]) AS move(was, becomes)
    WHERE c.account_id = ${accountId}::uuid AND c.id = ANY(${contactIds}::uuid[]) AND c.status = move.was
      AND (c.status <> move.becomes OR ${event === "soft_bounce"}
        OR (${engages} AND COALESCE(c.last_engaged_at < ${now}::timestamptz - interval '1 day', true)))`;
}

function statusSql(event: ContactEvent, bounces: Prisma.Sql): Prisma.Sql {
  if (event === "soft_bounce")
    return Prisma.sql`CASE WHEN ${bounces} >= ${SOFT_BOUNCES_ALLOWED} THEN 'invalid' ELSE move.becomes END`;
  if (event === "deliver")
    return Prisma.sql`CASE WHEN c.status = 'soft_bounced' AND c.last_engaged_at IS NOT NULL THEN 'confirmed' ELSE move.becomes END`;
  return Prisma.sql`move.becomes`;
}
