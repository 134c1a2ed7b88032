import type { Db } from "@/lib/platform/db";

/** The newest line of the account's trail, or the line `no`: its number and its hash, which stands for every line before it. Null when there is none. */
export async function auditHead(
  { accountId, db }: { accountId: string; db: Db },
  no?: number,
): Promise<{ no: number; hash: string } | null> {
  const line = await db.auditEntry.findFirst({
    where: { accountId, ...(no === undefined ? {} : { no }) },
    orderBy: { no: "desc" },
    select: { no: true, hash: true },
  });
  return line && { no: Number(line.no), hash: Buffer.from(line.hash).toString("hex") };
}
