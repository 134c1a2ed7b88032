import type { Tenant } from "@/lib/accounts";
import type { Standing } from "./schema";

/** Under this id stand the counts of the whole account. */
export const WHOLE_ACCOUNT = "00000000-0000-0000-0000-000000000000";

export type Counts = Partial<Record<Standing, number>>;

/** How many contacts each of these lists has, by standing. Read from counters: the same time for ten people and ten million. */
export async function readCounts(tenant: Tenant, listIds: string[]): Promise<Map<string, Counts>> {
  const rows = await tenant.db.$queryRaw<{ listId: string; standing: Standing; n: bigint }[]>`
    SELECT list_id AS "listId", standing, sum(n)::bigint AS n FROM contact_count
    WHERE account_id = ${tenant.accountId}::uuid AND list_id = ANY(${listIds}::uuid[])
    GROUP BY list_id, standing HAVING sum(n) <> 0`;
  const counts = new Map<string, Counts>(listIds.map((id) => [id, {}]));
  for (const { listId, standing, n } of rows) counts.get(listId)![standing] = Number(n);
  return counts;
}

/** The sum of the given standings, or of all but those who left. */
export function sumOf(counts: Counts, standings?: readonly Standing[]): number {
  return Object.entries(counts)
    .filter(([standing]) => (standings ? standings.includes(standing as Standing) : standing !== "left"))
    .reduce((sum, [, n]) => sum + n, 0);
}
