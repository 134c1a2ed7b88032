import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { readCounts, sumOf, WHOLE_ACCOUNT } from "./counts";
import type { ContactFilter, ContactStatus, FieldValue, Standing } from "./schema";
import { readSearch } from "./words";

export type ContactRow = {
  id: string;
  email: string;
  name: string;
  status: ContactStatus;
  standing: Standing;
  softBounces: number;
  fields: Record<string, FieldValue>;
  createdAt: Date;
  lastEngagedAt: Date | null;
};

/** `newer` and `older` are the ids to page from, null at an end. A search counts to 10,000; `exact` tells whether there are more. */
export type ContactPage = {
  contacts: ContactRow[];
  newer: string | null;
  older: string | null;
  total: { n: number; exact: boolean };
};

const PAGE = 50;
const MOST_FOUND = 10_000;

/**
 * A page of contacts, newest first: of one list, of one status, found by the beginnings of words of name and address.
 * Pages by key and takes totals from counters, so it is as fast for ten million contacts as for ten.
 */
export async function searchContacts(tenant: Tenant, filter: ContactFilter, pageSize = PAGE): Promise<ContactPage> {
  const back = Boolean(filter.newer && !filter.older);
  const rows = await readRows(tenant, filter, pageSize + 1);
  const total = await countMatching(tenant, filter);
  const more = rows.length > pageSize;
  const contacts = rows.slice(0, pageSize);
  if (back) contacts.reverse();
  const first = contacts[0]?.id ?? null;
  const last = contacts.at(-1)?.id ?? null;
  return {
    contacts,
    newer: (back ? more : Boolean(filter.older)) ? first : null,
    older: (back ? contacts.length > 0 : more) ? last : null,
    total,
  };
}

/** The next contacts of a filter behind the id `older`, newest first, for whoever reads them all: without totals. */
export async function readContacts(tenant: Tenant, filter: ContactFilter, limit: number): Promise<ContactRow[]> {
  return readRows(tenant, { ...filter, newer: undefined }, limit);
}

function readRows({ accountId, db }: Tenant, filter: ContactFilter, limit: number): Promise<ContactRow[]> {
  const { id, from, standing } = matching(accountId, filter);
  const { older, newer } = filter;
  const behind = older
    ? Prisma.sql`AND ${id} < ${older}::uuid ORDER BY ${id} DESC`
    : newer
      ? Prisma.sql`AND ${id} > ${newer}::uuid ORDER BY ${id}`
      : Prisma.sql`ORDER BY ${id} DESC`;
  return db.$queryRaw<ContactRow[]>`
    SELECT c.id, c.email, c.name, c.status, ${standing} AS standing, c.soft_bounces AS "softBounces", c.fields,
      c.created_at AS "createdAt", c.last_engaged_at AS "lastEngagedAt"
    FROM ${from} ${behind} LIMIT ${limit}`;
}

type Match = { from: Prisma.Sql; id: Prisma.Sql; standing: Prisma.Sql };

function matching(accountId: string, { q, list, status }: ContactFilter): Match {
  const account = Prisma.sql`${accountId}::uuid`;
  const found = Prisma.join([Prisma.sql`true`, ...conditionsOf(account, q)], " AND ");
  if (!list) {
    const ofStatus = status ? Prisma.sql`AND c.status = ${status}` : Prisma.empty;
    return {
      from: Prisma.sql`contact c WHERE c.account_id = ${account} ${ofStatus} AND ${found}`,
      id: Prisma.sql`c.id`,
      standing: Prisma.sql`c.status`,
    };
  }
  const ofStatus = status ? Prisma.sql`m.standing = ${status}` : Prisma.sql`m.standing <> 'left'`;
  return {
    from: Prisma.sql`membership m JOIN contact c ON c.account_id = m.account_id AND c.id = m.contact_id
      WHERE m.account_id = ${account} AND m.list_id = ${list}::uuid AND ${ofStatus} AND ${found}`,
    id: Prisma.sql`m.contact_id`,
    standing: Prisma.sql`m.standing`,
  };
}

function conditionsOf(account: Prisma.Sql, q: string): Prisma.Sql[] {
  const { terms, address } = readSearch(q);
  if (address) return [begins(Prisma.sql`c.email_key`, address)];
  if (terms.length === 0) return q ? [Prisma.sql`false`] : [];
  const having = (word: string) =>
    Prisma.sql`(SELECT w.contact_id FROM contact_word w WHERE w.account_id = ${account} AND ${begins(Prisma.sql`w.word`, word)})`;
  const found = terms.map(({ whole, parts }) => {
    const all = Prisma.join(parts.map(having), " INTERSECT ");
    return parts.length === 1 && parts[0] === whole ? all : Prisma.sql`(${having(whole)} UNION (${all}))`;
  });
  return [
    Prisma.sql`c.id = ANY(ARRAY(SELECT contact_id FROM (${Prisma.join(found, " INTERSECT ")}) AS found LIMIT ${MOST_FOUND + 1}))`,
  ];
}

// A range, not LIKE: only comparisons that leak nothing may use an index under row-level security.
function begins(column: Prisma.Sql, text: string): Prisma.Sql {
  return Prisma.sql`(${column} >= ${text} AND ${column} < ${text + LAST})`;
}

// The last character there is: everything that begins with a text lies between it and it with this behind.
const LAST = "\u{10FFFF}";

async function countMatching(tenant: Tenant, filter: ContactFilter) {
  const { q, list, status } = filter;
  if (q) {
    const { from } = matching(tenant.accountId, filter);
    const rows = await tenant.db.$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM (SELECT 1 FROM ${from} LIMIT ${MOST_FOUND + 1}) AS found`;
    const n = rows[0]?.n ?? 0;
    return { n: Math.min(n, MOST_FOUND), exact: n <= MOST_FOUND };
  }
  const scope = list ?? WHOLE_ACCOUNT;
  const counts = (await readCounts(tenant, [scope])).get(scope) ?? {};
  return { n: sumOf(counts, status ? [status] : undefined), exact: true };
}
