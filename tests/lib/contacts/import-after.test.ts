import { expect, test } from "vitest";
import {
  addToList,
  applyContactEvent,
  countContacts,
  findContact,
  getImport,
  getList,
  listRefusals,
  searchContacts,
  undoImport,
  unsubscribeContact,
  updateContact,
} from "@/lib/contacts";
import { runUndo, sweepImports } from "@/lib/contacts/jobs";
import { ContactFilter } from "@/lib/contacts/schema";
import { inAccount } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { getFile } from "@/lib/platform/storage";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";
import { importFile, upload } from "@/tests/support/imports";

const now = () => ({ signal: AbortSignal.timeout(30_000), attempt: 1 });
const undo = async (account: TestAccount, importId: string) => {
  await as(account, (tenant) => undoImport(tenant, importId));
  await runJob(runUndo, { accountId: account.accountId, input: { importId } }, now());
  return as(account, (tenant) => getImport(tenant, importId));
};
const idOf = async (account: TestAccount, name: string) =>
  (await as(account, (tenant) => findContact(tenant, `${name}@example.com`)))!.id;

test("undoing an import removes whom it brought and nothing has touched since", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account, { people: ["before"] });
  const other = await makeList(account, { name: "Others", people: ["elsewhere"] });
  const names = ["before", "elsewhere", "plain", "mailed", "edited", "listed", "gone", "plain2"];
  const done = await importFile(account, `email\n${names.map((name) => `${name}@example.com`).join("\n")}`, {
    id: listId,
  });
  expect(done).toMatchObject({ rowsNew: 6, rowsUpdated: 1, rowsSkipped: 1 });
  const [mailed, edited, listed, gone] = await Promise.all(
    ["mailed", "edited", "listed", "gone"].map((name) => idOf(account, name)),
  );
  await as(account, async (tenant) => {
    await applyContactEvent(tenant, { event: "deliver", contactIds: [mailed!] });
    await updateContact(tenant, { contactId: edited!, email: "edited@example.com", name: "Edited", fields: {} });
    await addToList(tenant, { listId: other.listId, contactIds: [listed!], consent });
    await unsubscribeContact(tenant, { contactId: gone! });
  });

  const undone = await undo(account, done.id);
  expect(undone).toMatchObject({ status: "undone", rowsUndone: 2 });
  const { rest, list, whole, found } = await as(account, async (tenant) => ({
    rest: await searchContacts(tenant, ContactFilter.parse({})),
    list: await getList(tenant, listId),
    whole: await countContacts(tenant),
    found: await searchContacts(tenant, ContactFilter.parse({ q: "plain" })),
  }));
  expect(new Set(rest.contacts.map((contact) => contact.email.split("@")[0]))).toEqual(
    new Set(["before", "edited", "elsewhere", "gone", "listed", "mailed"]),
  );
  expect(list.counts).toEqual({ unknown: 1, unsubscribed: 1 });
  expect(whole).toEqual({ unknown: 4, valid: 1, unsubscribed: 1 });
  expect(found.total.n).toBe(0);
  await expect(as(account, (tenant) => undoImport(tenant, done.id))).rejects.toMatchObject({
    reason: "import_not_undoable",
  });
});

test("after a week an import stays", async () => {
  const account = await makeAccount();
  const done = await importFile(account, "email\nana@example.com", { name: "Readers" });
  const late = new Date(done.finishedAt!.getTime() + 8 * 86_400_000);
  await expect(as(account, (tenant) => undoImport(tenant, done.id, late))).rejects.toMatchObject({
    reason: "import_not_undoable",
  });
});

test("files nobody began to import and old refused rows are forgotten, others are kept", async () => {
  const account = await makeAccount();
  const [old, fresh] = [await upload(account, "email\na@example.com"), await upload(account, "email\nb@example.com")];
  const done = await importFile(account, "email\nnobody", { name: "Readers" });
  const recent = await importFile(account, "email\nnobody", { name: "Others" });
  const longAgo = new Date(Date.now() - 40 * 86_400_000);
  await inAccount(account.accountId, async (db) => {
    await db.contactImport.updateMany({ where: { id: old.importId }, data: { createdAt: longAgo } });
    await db.contactImport.updateMany({ where: { id: done.id }, data: { finishedAt: longAgo } });
  });

  await runJob(sweepImports, { accountId: null, input: {} }, now());
  await expect(as(account, (tenant) => getImport(tenant, old.importId))).rejects.toMatchObject({ code: "not_found" });
  await expect(getFile(old.waiting.fileKey)).rejects.toMatchObject({ code: "not_found" });
  (await getFile(fresh.waiting.fileKey)).destroy();
  const refusals = (importId: string) => as(account, (tenant) => listRefusals(tenant, { importId }));
  expect(await refusals(done.id)).toEqual([]);
  expect(await refusals(recent.id)).toHaveLength(1);
});
