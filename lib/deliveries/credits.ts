import type { Tenant } from "@/lib/accounts";

/** The account's credits that no sending of its own is counting on: one for each person still open, or still to be written down. */
export async function freeCredits(tenant: Tenant): Promise<number> {
  const { accountId, db } = tenant;
  const [row] = await db.$queryRaw<{ free: number }[]>`
    SELECT (a.credits - COALESCE((
      SELECT sum(GREATEST(
        r.reopening + CASE WHEN r.made_at IS NULL THEN GREATEST(r.planned - r.made_to, 0) ELSE 0 END
          + COALESCE((SELECT sum(c.n) FROM delivery_count c WHERE c.account_id = r.account_id AND c.campaign_id = r.campaign_id
              AND c.state IN ('queued', 'leased', 'deferred')), 0), 0))
      FROM delivery_run r WHERE r.account_id = a.id AND r.is_open), 0))::int AS free
    FROM account a WHERE a.id = ${accountId}::uuid`;
  return row?.free ?? 0;
}

/** Two launches side by side must not count on the same credits: the second waits here for the first. */
export async function lockCredits({ accountId, db }: Tenant): Promise<void> {
  await db.$queryRaw`SELECT 1 FROM account WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
}
