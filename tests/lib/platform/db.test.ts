import pg from "pg";
import { expect, inject, test } from "vitest";
import { bulkInAccount, inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { makeAccount } from "@/tests/support/accounts";

const addList = (accountId: string, name: string) =>
  inAccount(accountId, (db) => db.contactList.create({ data: { accountId, id: newId(), name } }));

test("a unit of work sees its own account and nothing else, even without a where", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  await addList(ours.accountId, "ours");
  await addList(theirs.accountId, "theirs");

  const prisma = await inAccount(ours.accountId, (db) => db.contactList.findMany());
  const plain = await bulkInAccount(ours.accountId, (client) => client.query("select name from contact_list"));

  expect(prisma.map((list) => list.name)).toEqual(["ours"]);
  expect(plain.rows).toEqual([{ name: "ours" }]);
});

test("a row cannot be written into another account", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  const smuggle = inAccount(ours.accountId, (db) =>
    db.contactList.create({ data: { accountId: theirs.accountId, id: newId(), name: "smuggled" } }),
  );
  await expect(smuggle).rejects.toThrow(/row-level security/);
});

test("every table with an account column is protected, forced, and closed without an account", async () => {
  const client = new pg.Client({ connectionString: inject("databaseUrl") });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string; safe: boolean; readable: boolean }>(`
      SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS safe,
        has_table_privilege('mailee_app', c.oid, 'SELECT') AS readable
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id' AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`);
    expect(tables.length).toBeGreaterThan(10);
    expect(tables.filter((table) => !table.safe)).toEqual([]);
    const account = await makeAccount();
    await addList(account.accountId, "seen by its own account only");
    for (const { name } of tables.filter((table) => table.readable)) {
      await client.query("BEGIN; SET LOCAL ROLE mailee_app");
      const { rows } = await client.query(`select count(*)::int as n from ${client.escapeIdentifier(name)}`);
      await client.query("ROLLBACK");
      expect({ name, n: rows[0].n }).toEqual({ name, n: 0 });
    }
  } finally {
    await client.end();
  }
});

test("two hundred requests of twenty accounts through one small pool never see a foreign row", async () => {
  const accounts = await Promise.all(Array.from({ length: 20 }, () => makeAccount()));
  await Promise.all(accounts.map(({ accountId }) => addList(accountId, accountId)));
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const { accountId } = accounts[n % accounts.length]!;
      const lists = await inAccount(accountId, (db) => db.contactList.findMany());
      return lists.length === 1 && lists[0]!.name === accountId;
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
});

test("the audit trail is chained, and no role of the application can change it", async () => {
  const { accountId } = await makeAccount();
  const { recordAudit } = await import("@/lib/audit");
  const actor = { kind: "system", name: "test" };
  await inAccount(accountId, (db) => recordAudit(db, { accountId, actor, action: "list.create" }));
  await inAccount(accountId, (db) => recordAudit(db, { accountId, actor, action: "list.archive" }));

  const entries = await inAccount(accountId, (db) => db.auditEntry.findMany({ orderBy: { no: "asc" } }));
  expect(entries.map((entry) => [entry.no, entry.action])).toEqual([
    [1n, "list.create"],
    [2n, "list.archive"],
  ]);
  expect(Buffer.from(entries[1]!.prevHash).equals(Buffer.from(entries[0]!.hash))).toBe(true);
  const rewrite = inSystem((db) => db.auditEntry.updateMany({ where: { accountId }, data: { action: "nothing" } }));
  await expect(rewrite).rejects.toThrow(/permission denied/);
});

test("a unit of work that falls silent lets go of what it locked, and its late statements change nothing", async () => {
  const { accountId } = await makeAccount();
  await addList(accountId, "before");
  const rename = "UPDATE contact_list SET name = $1 WHERE account_id = $2";
  const silence = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const silent = bulkInAccount(
    accountId,
    async (client) => {
      await client.query(rename, ["by who fell silent", accountId]);
      locked.resolve();
      await silence.promise;
      await client.query(rename, ["too late", accountId]);
    },
    { idleMs: 200 },
  );
  silent.catch(() => {});
  await locked.promise;
  await bulkInAccount(accountId, (client) => client.query(rename, ["by another", accountId]));
  silence.resolve();
  await expect(silent).rejects.toThrow();
  const lists = await inAccount(accountId, (db) => db.contactList.findMany());
  expect(lists.map(({ name }) => name)).toEqual(["by another"]);
});
