import { expect, test } from "vitest";
import {
  addToList,
  confirmImport,
  countContacts,
  getImport,
  leaveList,
  listFields,
  listLists,
  listRefusals,
  suppressAddress,
  unsubscribeContact,
} from "@/lib/contacts";
import { inAccount } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";
import { begin, runOnce, upload } from "@/tests/support/imports";

const figures = async (account: TestAccount, importId: string) => {
  const { rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons } = await as(account, (tenant) =>
    getImport(tenant, importId),
  );
  const refusals = await as(account, (tenant) => listRefusals(tenant, { importId }));
  return { rowsRead, rowsNew, rowsUpdated, rowsSkipped, rowsRefused, reasons, refusals };
};

// More than two batches, with addresses that come again in a later one, and people of every kind.
function file(): string {
  const rows = Array.from({ length: 4_500 }, (_, n) =>
    n % 400 === 399 ? `nobody ${n},` : `p${n % 4_200}@example.com,Person ${n}`,
  );
  const known = ["gone", "never", "elsewhere", "left", "same"].map((name) => `${name}@example.com,${name}`);
  return `email,name\n${[...known, "stranger@example.com,", ...rows].join("\n")}`;
}

test.each(["a list that is there", "a list that is to be made"])(
  "a check tells what the import then does, into %s",
  async (kind) => {
    const account = await makeAccount();
    const { listId, ids } = await makeList(account, { people: ["gone", "never", "left", "same"] });
    await makeList(account, { name: "Others", people: ["elsewhere"] });
    await as(account, async (tenant) => {
      await unsubscribeContact(tenant, { contactId: ids[0]! });
      await suppressAddress(tenant, { email: "never@example.com" });
      await suppressAddress(tenant, { email: "stranger@example.com" });
      await leaveList(tenant, { listId, contactId: ids[2]! });
    });
    const before = await everything(account);

    const uploaded = await upload(account, file());
    const list = kind === "a list that is there" ? { id: listId } : { name: "Made" };
    await begin(account, uploaded, { list, check: true });
    await runOnce(account, uploaded.importId);
    const checked = await as(account, (tenant) => getImport(tenant, uploaded.importId));
    expect(checked).toMatchObject({ status: "checked", rowsTotal: 4_506, rowsRead: 4_506 });
    expect(checked.reasons).toMatchObject({
      unsubscribed: 1,
      suppressed: 1,
      address_suppressed: 1,
      address_doubled: 299,
    });
    expect(await everything(account)).toEqual(before);
    const foretold = await figures(account, uploaded.importId);

    const confirm = () => as(account, (tenant) => confirmImport(tenant, uploaded.importId));
    const clicks = await Promise.allSettled([confirm(), confirm()]);
    expect(clicks.filter((click) => click.status === "fulfilled")).toHaveLength(1);
    await runOnce(account, uploaded.importId);
    expect(await as(account, (tenant) => getImport(tenant, uploaded.importId))).toMatchObject({
      status: "done",
      plan: null,
    });
    expect(await figures(account, uploaded.importId)).toEqual(foretold);
    expect((await as(account, countContacts)).unknown).toBe(3 + foretold.rowsNew);
  },
);

test("what happens between a check and the import counts for the import", async () => {
  const account = await makeAccount();
  const { listId, ids } = await makeList(account, { name: "Others", people: ["ana"] });
  const uploaded = await upload(account, "email\nana@example.com\nbento@example.com");
  await begin(account, uploaded, { list: { name: "Readers" }, check: true });
  await runOnce(account, uploaded.importId);
  await as(account, async (tenant) => {
    await addToList(tenant, { listId, contactIds: ids, consent });
    await unsubscribeContact(tenant, { contactId: ids[0]! });
    await confirmImport(tenant, uploaded.importId);
  });
  await runOnce(account, uploaded.importId);
  expect(await figures(account, uploaded.importId)).toMatchObject({
    rowsNew: 1,
    rowsSkipped: 1,
    reasons: { unsubscribed: 1 },
  });
});

test("only what was checked can be confirmed", async () => {
  const account = await makeAccount();
  const uploaded = await upload(account, "email\nana@example.com");
  const confirm = () => as(account, (tenant) => confirmImport(tenant, uploaded.importId));
  await expect(confirm()).rejects.toMatchObject({ reason: "import_begun" });
  await begin(account, uploaded, { list: { name: "Readers" }, check: true });
  await expect(confirm()).rejects.toMatchObject({ reason: "import_begun" });
});

async function everything(account: TestAccount) {
  const kept = await inAccount(account.accountId, async (db) => ({
    contacts: await db.contact.findMany({ orderBy: { id: "asc" } }),
    memberships: await db.membership.count(),
    words: await db.contactWord.count(),
    proofs: await db.consentEvent.count(),
  }));
  const rest = await as(account, async (tenant) => ({
    lists: await listLists(tenant),
    fields: await listFields(tenant),
    counts: await countContacts(tenant),
  }));
  return { ...kept, ...rest };
}
