import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/ids";
import { figuresOf, noFigures } from "./figures";
import type { Client } from "./schema";
import type { Staff } from "./staff";

/** One account as staff see it without looking into it: its state and its totals, no person. Throws `not_found`. */
export async function getClient(staff: Staff, accountId: string, now = new Date()): Promise<Client> {
  const account = isUuid(accountId)
    ? await staff.db.account.findUnique({
        where: { id: accountId },
        include: { _count: { select: { members: true } } },
      })
    : null;
  if (!account) throw new AppError("not_found", "account_not_found", "There is no such account.");
  const { id, name, createdAt, status, suspendedReason, suspendedAt, credits, timeZone, _count } = account;
  const figures = (await figuresOf(staff.db, [id], now)).get(id) ?? noFigures;
  const contacts = await contactsOf(staff, id);
  const state = { status, suspendedReason, suspendedAt };
  return { id, name, createdAt, ...state, credits, timeZone, members: _count.members, contacts, figures };
}

async function contactsOf({ db }: Staff, accountId: string): Promise<number> {
  // The nil id stands for the whole account among the counters of lists.
  const rows = await db.$queryRaw<{ n: number }[]>`SELECT COALESCE(sum(n), 0)::int AS n FROM contact_count
    WHERE account_id = ${accountId}::uuid AND list_id = '00000000-0000-0000-0000-000000000000'`;
  return rows[0]?.n ?? 0;
}
