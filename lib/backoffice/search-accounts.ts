import type { Prisma } from "@/prisma/generated/client";
import { addressKey, readAddress } from "@/lib/platform/address";
import { figuresOf, noFigures } from "./figures";
import type { AccountQuery, ClientRow } from "./schema";
import type { Staff } from "./staff";

const PAGE = 50;

/** Accounts, newest first, a page of 50 before the account `before`: by a part of their name, or by a member's whole address. */
export async function searchAccounts(
  staff: Staff,
  { q, status, before }: AccountQuery,
  now = new Date(),
): Promise<{ rows: ClientRow[]; older: string | null }> {
  const found = await staff.db.account.findMany({
    where: { ...named(q), ...(status ? { status } : {}), ...(before ? { id: { lt: before } } : {}) },
    select: { id: true, name: true, createdAt: true, status: true, _count: { select: { members: true } } },
    orderBy: { id: "desc" },
    take: PAGE + 1,
  });
  const page = found.slice(0, PAGE);
  const figures = await figuresOf(
    staff.db,
    page.map(({ id }) => id),
    now,
  );
  const rows = page.map(({ _count, ...account }) => ({
    ...account,
    members: _count.members,
    figures: figures.get(account.id) ?? noFigures,
  }));
  return { rows, older: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null };
}

function named(q: string): Prisma.AccountWhereInput {
  if (!q) return {};
  const address = readAddress(q);
  if (address) return { members: { some: { user: { emailKey: addressKey(address) } } } };
  return { name: { contains: q, mode: "insensitive" } };
}
