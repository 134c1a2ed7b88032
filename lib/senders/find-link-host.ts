import { inSystem } from "@/lib/platform/db";

/**
 * The accounts whose links may be answered under a host: those that proved the domain is theirs and whose name led here at the last check.
 * A key that is lost afterwards does not take readers of mail already sent their way out.
 */
export function findLinkHost(host: string): Promise<string[]> {
  return inSystem(async (db) => {
    const rows = await db.sendingDomain.findMany({
      where: { linkHost: host, linkOk: true, verifiedAt: { not: null } },
      select: { accountId: true },
    });
    return rows.map(({ accountId }) => accountId);
  });
}
