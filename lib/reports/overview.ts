import type { Tenant } from "@/lib/accounts";
import { countContacts, sumOf } from "@/lib/contacts";
import type { FirstStep, ListHealth, Overview, RecentCampaign } from "./schema";

const RECENT = 6;

/** What the first page of the account shows: the first steps as the data stands, the latest campaigns, how the contacts stand. */
export async function readOverview(tenant: Tenant): Promise<Overview> {
  const health = await readHealth(tenant);
  const campaigns = await listRecent(tenant);
  return { done: await readSteps(tenant, health.total, campaigns.length), campaigns, health };
}

async function readSteps(tenant: Tenant, contacts: number, campaigns: number): Promise<Record<FirstStep, boolean>> {
  const account = await tenant.db.account.findUniqueOrThrow({ where: { id: tenant.accountId } });
  const sent = await tenant.db.campaign.findFirst({ where: { accountId: tenant.accountId, startedAt: { not: null } } });
  return {
    address: account.postalAddress.trim() !== "",
    contacts: contacts > 0,
    campaign: campaigns > 0,
    send: sent !== null,
  };
}

async function listRecent({ accountId, db }: Tenant): Promise<RecentCampaign[]> {
  const campaigns = await db.campaign.findMany({ where: { accountId }, orderBy: { id: "desc" }, take: RECENT });
  const listIds = campaigns.flatMap(({ listId }) => listId ?? []);
  const lists = await db.contactList.findMany({ where: { accountId, id: { in: listIds } } });
  const names = new Map(lists.map(({ id, name }) => [id, name]));
  return campaigns.map(({ id, name, listId, status, startedAt, scheduledAt, updatedAt }) => ({
    id,
    name,
    listName: names.get(listId ?? "") ?? null,
    status,
    at: startedAt ?? scheduledAt ?? updatedAt,
    people: null,
    delivered: null,
    opened: null,
    clicked: null,
  }));
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
