import { expect, test } from "vitest";
import { createContact, searchContacts, unsubscribeContact } from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { inAccount } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";

const search = (account: TestAccount, filter: Record<string, string>, size?: number) =>
  as(account, (tenant) => searchContacts(tenant, ContactFilter.parse(filter), size));

test("pages forwards and back by key, each contact once", async () => {
  const account = await makeAccount();
  const people = Array.from({ length: 7 }, (_, n) => `p${n}`);
  const { listId } = await makeList(account, { people });
  const seen: string[] = [];
  let page = await search(account, { list: listId }, 3);
  expect(page).toMatchObject({ newer: null, total: { n: 7, exact: true } });
  for (;;) {
    seen.push(...page.contacts.map((contact) => contact.name));
    if (!page.older) break;
    page = await search(account, { list: listId, older: page.older }, 3);
  }
  expect(seen).toEqual(people.toReversed());

  const back = await search(account, { list: listId, newer: page.newer! }, 3);
  expect(back.contacts.map((contact) => contact.name)).toEqual(["p3", "p2", "p1"]);
  const top = await search(account, { list: listId, newer: back.newer! }, 3);
  expect(top.contacts.map((contact) => contact.name)).toEqual(["p6", "p5", "p4"]);
  expect(top.newer).toBeNull();
});

test.each([
  ["joao", ["João Batista Rêgo"]],
  ["REGO bat", ["João Batista Rêgo"]],
  ["rego ana", []],
  ["rego com", []],
  ["@post.ex", ["Elisa"]],
  ["example.com", ["João Batista Rêgo"]],
  ["jb.rego@exam", ["João Batista Rêgo"]],
  ["jb.r", ["João Batista Rêgo"]],
  ["%", []],
  ["' OR 1=1 --", []],
])("finds by %s", async (q, names) => {
  const account = await makeAccount();
  await as(account, async (tenant) => {
    const add = (email: string, name: string) =>
      createContact(tenant, { email, name, fields: {}, listIds: [], consent });
    await add("jb.rego@example.com", "João Batista Rêgo");
    await add("elisa@post.example", "Elisa");
  });
  const page = await search(account, { q });
  expect(page.contacts.map((contact) => contact.name)).toEqual(names);
  expect(page.total).toEqual({ n: names.length, exact: true });
});

test("narrows to one status, within a list and without", async () => {
  const account = await makeAccount();
  const { listId, ids } = await makeList(account, { people: ["ana", "bento", "clara"] });
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: ids[1]! }));
  for (const filter of <Record<string, string>[]>[
    { status: "unsubscribed" },
    { status: "unsubscribed", list: listId },
  ]) {
    const page = await search(account, filter);
    expect(page.contacts.map((contact) => contact.name)).toEqual(["bento"]);
    expect(page.total.n).toBe(1);
  }
});

test("a filter that cannot be read is no filter", () => {
  expect(ContactFilter.parse({ list: "x", status: "gone", older: "1", q: "ana" })).toEqual({ q: "ana" });
});

test("pages and searches walk indexes, never the whole table", async () => {
  const { accountId } = await makeAccount();
  const plans = await inAccount(accountId, async (db) => {
    await db.$executeRaw`SET LOCAL enable_seqscan = off`;
    const explain = async (rows: Promise<{ "QUERY PLAN": string }[]>) =>
      (await rows).map((row) => row["QUERY PLAN"]).join("\n");
    return [
      await explain(db.$queryRaw`EXPLAIN SELECT c.id FROM contact c WHERE c.account_id = ${accountId}::uuid
        AND c.email_key >= 'ana' AND c.email_key < 'anb' LIMIT 51`),
      await explain(db.$queryRaw`EXPLAIN SELECT w.contact_id FROM contact_word w WHERE w.account_id = ${accountId}::uuid
        AND w.word >= 'ana' AND w.word < 'anb'`),
      await explain(db.$queryRaw`EXPLAIN SELECT m.contact_id FROM membership m WHERE m.account_id = ${accountId}::uuid
        AND m.list_id = ${accountId}::uuid AND m.standing = 'valid' AND m.contact_id < ${accountId}::uuid
        ORDER BY m.contact_id DESC LIMIT 51`),
    ];
  });
  expect(plans[0]).toMatch(/Index Cond: .*email_key >= 'ana'/);
  expect(plans[1]).toMatch(/Index Cond: .*word >= 'ana'/);
  expect(plans[2]).toMatch(/Index Only Scan Backward using membership_account_id_list_id_standing/);
  expect(plans.join()).not.toMatch(/Sort/);
});
