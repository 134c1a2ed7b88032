import { inAccount } from "@/lib/platform/db";

const MOST = 20_000;
const known = new Map<string, string | null>();

/** Where a numbered link of a campaign leads, or null when there is no such link. Looked up once: a sent campaign does not change. */
export async function linkTarget(accountId: string, campaignId: string, no: number): Promise<string | null> {
  const key = `${accountId} ${campaignId} ${no}`;
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const where = { accountId_campaignId_no: { accountId, campaignId, no } };
  const link = await inAccount(accountId, (db) => db.campaignLink.findUnique({ where, select: { url: true } }));
  // Nobody is sent to anything but a web page, whatever got into the table.
  const target = link && /^https?:\/\//i.test(link.url) ? link.url : null;
  if (known.size >= MOST) known.delete(known.keys().next().value!);
  if (target) known.set(key, target);
  return target;
}
