import pg from "pg";
import { expect, inject, test } from "vitest";
import { checkAuditChain, listAudit, recordAudit } from "@/lib/audit";
import { inAccount, inSystem } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const actor = { kind: "member", name: "Sample Member" };
const write = (account: TestAccount, subject: string) =>
  as(account, ({ db, accountId }) => recordAudit(db, { accountId, actor, action: "list.create", subject }));

test("lines are numbered without gaps, also when they are written at once", async () => {
  const account = await makeAccount();
  await Promise.all(Array.from({ length: 12 }, (_, n) => write(account, `list ${n}`)));
  const { lines, older } = await as(account, (tenant) => listAudit(tenant));
  expect(lines.map(({ no }) => no)).toEqual(Array.from({ length: 12 }, (_, n) => 12 - n));
  expect(older).toBeNull();
  expect(await as(account, checkAuditChain)).toEqual({ lines: 12, brokenAt: null });
});

test("a page holds fifty lines and says where the next begins", async () => {
  const account = await makeAccount();
  await as(account, async ({ db, accountId }) => {
    for (let n = 0; n < 53; n++) await recordAudit(db, { accountId, actor, action: "list.create" });
  });
  const first = await as(account, (tenant) => listAudit(tenant));
  expect([first.lines.length, first.older]).toEqual([50, 4]);
  const second = await as(account, (tenant) => listAudit(tenant, 4));
  expect([second.lines.map(({ no }) => no), second.older]).toEqual([[3, 2, 1], null]);
});

test("nobody changes or removes a line: not the account, not the service", async () => {
  const account = await makeAccount();
  await write(account, "kept");
  const { accountId } = account;
  const where = { accountId };
  await expect(inAccount(accountId, (db) => db.auditEntry.deleteMany({ where }))).rejects.toThrow(/permission denied/);
  await expect(inSystem((db) => db.auditEntry.deleteMany({ where }))).rejects.toThrow(/permission denied/);
  const rewrite = inSystem((db) => db.auditEntry.updateMany({ where, data: { subject: "rewritten" } }));
  await expect(rewrite).rejects.toThrow(/permission denied/);
});

test("a line that the owner of the database rewrites or takes out is found", async () => {
  const [rewritten, shortened] = [await makeAccount(), await makeAccount()];
  for (const account of [rewritten, shortened])
    for (const subject of ["one", "two", "three"]) await write(account, subject);
  const owner = new pg.Client({ connectionString: inject("databaseUrl") });
  await owner.connect();
  await owner.query("update audit_entry set subject = 'nothing' where account_id = $1 and no = 2", [
    rewritten.accountId,
  ]);
  await owner.query("delete from audit_entry where account_id = $1 and no = 2", [shortened.accountId]);
  await owner.end();
  expect(await as(rewritten, checkAuditChain)).toEqual({ lines: 3, brokenAt: 2 });
  expect(await as(shortened, checkAuditChain)).toEqual({ lines: 2, brokenAt: 3 });
});
