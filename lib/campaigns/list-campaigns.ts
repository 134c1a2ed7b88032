import type { Tenant } from "@/lib/accounts";
import { listLists } from "@/lib/contacts";
import type { CampaignFilter, CampaignStatus } from "./schema";

export type CampaignRow = {
  id: string;
  name: string;
  subject: string;
  status: CampaignStatus;
  listName: string | null;
  scheduledAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  updatedAt: Date;
};

/** `newer` and `older` are the ids to page from, null at an end. */
export type CampaignPage = { campaigns: CampaignRow[]; newer: string | null; older: string | null };

const PAGE = 30;
const COLUMNS = {
  id: true,
  name: true,
  subject: true,
  status: true,
  listId: true,
  scheduledAt: true,
  startedAt: true,
  finishedAt: true,
  updatedAt: true,
} as const;

/** A page of the account's campaigns, newest first, by key: page 1,000 costs what page 1 does. */
export async function listCampaigns(tenant: Tenant, filter: CampaignFilter, pageSize = PAGE): Promise<CampaignPage> {
  const { accountId, db } = tenant;
  const back = Boolean(filter.newer && !filter.older);
  const edge = back ? { gt: filter.newer } : filter.older ? { lt: filter.older } : undefined;
  const rows = await db.campaign.findMany({
    where: { accountId, id: edge, status: filter.status },
    orderBy: { id: back ? "asc" : "desc" },
    take: pageSize + 1,
    select: COLUMNS,
  });
  const more = rows.length > pageSize;
  const page = rows.slice(0, pageSize);
  if (back) page.reverse();
  const names = await listNames(tenant);
  const campaigns = page.map(({ listId, status, ...row }) => ({
    ...row,
    status: status as CampaignStatus,
    listName: names.get(listId ?? "") ?? null,
  }));
  return {
    campaigns,
    newer: (back ? more : Boolean(filter.older)) ? (page[0]?.id ?? null) : null,
    older: (back ? page.length > 0 : more) ? (page.at(-1)?.id ?? null) : null,
  };
}

async function listNames(tenant: Tenant): Promise<Map<string, string>> {
  const open = await listLists(tenant);
  const archived = await listLists(tenant, { archived: true });
  return new Map([...open, ...archived].map(({ id, name }) => [id, name]));
}
