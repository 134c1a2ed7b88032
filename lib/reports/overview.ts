import type { Tenant } from "@/lib/accounts";
import { countContacts, sumOf } from "@/lib/contacts";
import { listDomains, mustVerify } from "@/lib/senders";
import type { ListHealth, Overview, RecentCampaign } from "./schema";

const RECENT = 6;

/** What the first page of the account shows: the first steps as the data stands, the latest campaigns, how the contacts stand. */
export async function readOverview(tenant: Tenant): Promise<Overview> {
  const health = await readHealth(tenant);
  const campaigns = await listRecent(tenant);
  return { done: await readSteps(tenant, health.total, campaigns.length), campaigns, health };
}

async function readSteps(tenant: Tenant, contacts: number, campaigns: number): Promise<Overview["done"]> {
  const account = await tenant.db.account.findUniqueOrThrow({ where: { id: tenant.accountId } });
  const sent = await tenant.db.campaign.findFirst({ where: { accountId: tenant.accountId, startedAt: { not: null } } });
  return {
    address: account.postalAddress.trim() !== "",
    ...((await mustVerify(tenant)) ? { domain: await hasDomain(tenant) } : {}),
    contacts: contacts > 0,
    campaign: campaigns > 0,
    send: sent !== null,
  };
}

async function hasDomain(tenant: Tenant): Promise<boolean> {
  return (await listDomains(tenant)).some(({ state }) => state === "verified");
}

async function listRecent({ accountId, db }: Tenant): Promise<RecentCampaign[]> {
  return db.$queryRaw<RecentCampaign[]>`
    WITH recent AS (SELECT * FROM campaign WHERE account_id = ${accountId}::uuid ORDER BY id DESC LIMIT ${RECENT})
    SELECT c.id, c.name, l.name AS "listName", c.status, COALESCE(c.started_at, c.scheduled_at, c.updated_at) AS at,
      CASE WHEN r.made_at IS NULL THEN r.planned ELSE r.made_to END AS people,
      CASE WHEN c.started_at IS NOT NULL THEN COALESCE((SELECT sum(n) FROM delivery_count d
        WHERE d.account_id = c.account_id AND d.campaign_id = c.id AND d.state = 'accepted'), 0)::int END AS delivered,
      CASE WHEN c.started_at IS NOT NULL THEN COALESCE(o.people, 0) END AS opened,
      CASE WHEN c.started_at IS NOT NULL THEN COALESCE(k.people, 0) END AS clicked
    FROM recent c LEFT JOIN delivery_run r ON r.account_id = c.account_id AND r.campaign_id = c.id
      LEFT JOIN contact_list l ON l.account_id = c.account_id AND l.id = c.list_id
      LEFT JOIN stat_campaign o ON o.account_id = c.account_id AND o.campaign_id = c.id AND o.kind = 'open' AND o.class = 'human'
      LEFT JOIN stat_campaign k ON k.account_id = c.account_id AND k.campaign_id = c.id AND k.kind = 'click' AND k.class = 'human'
    ORDER BY c.id DESC`;
}

async function readHealth(tenant: Tenant): Promise<ListHealth> {
  const counts = await countContacts(tenant);
  return {
    total: sumOf(counts),
    reachable: sumOf(counts, ["unknown", "valid", "confirmed", "soft_bounced"]),
    awaiting: counts.awaiting ?? 0,
    underReview: counts.under_review ?? 0,
    softBounced: counts.soft_bounced ?? 0,
    invalid: counts.invalid ?? 0,
    unsubscribed: counts.unsubscribed ?? 0,
    suppressed: counts.suppressed ?? 0,
  };
}
