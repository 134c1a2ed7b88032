import { expect, test } from "vitest";
import {
  addToList,
  archiveList,
  createContact,
  createField,
  deleteContact,
  deleteField,
  eraseContact,
  findContact,
  getContact,
  leaveList,
  liftSuppression,
  listConsent,
  listFields,
  listSuppressions,
  suppressAddress,
  unsubscribeContact,
  updateContact,
  updateField,
} from "@/lib/contacts";
import { forgetFieldValues } from "@/lib/contacts/jobs";
import { CreateContact, CreateField, type FieldKind } from "@/lib/contacts/schema";
import { inAccount } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";

const add = (account: TestAccount, contact: Partial<CreateContact> & { email: string }) =>
  as(account, (tenant) => createContact(tenant, CreateContact.parse({ consent, ...contact })));

test("a person is added once, whatever the letters of the address", async () => {
  const account = await makeAccount();
  const id = await add(account, { email: "Ana.Prado@Example.com", name: "Ana Prado" });
  await expect(add(account, { email: "ana.prado@EXAMPLE.com" })).rejects.toMatchObject({ reason: "address_taken" });
  const found = await as(account, (tenant) => findContact(tenant, "ANA.PRADO@example.com"));
  expect(found).toMatchObject({ id, email: "Ana.Prado@example.com", status: "unknown" });
});

test("adding to a list keeps the proof: the words, the source, who and for which list", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account);
  const id = await add(account, { email: "bento@example.com", listIds: [listId] });
  const proofs = await as(account, (tenant) => listConsent(tenant, id));
  expect(proofs).toMatchObject([
    {
      kind: "granted",
      source: "signup_form",
      wording: consent.wording,
      actorName: "Sample Member",
      listName: "Readers",
    },
  ]);
  const rewrite = inAccount(account.accountId, (db) => db.consentEvent.deleteMany());
  await expect(rewrite).rejects.toThrow(/permission denied/);
});

test("who left a list by their own act is not put on it again", async () => {
  const account = await makeAccount();
  const { listId, ids } = await makeList(account, { people: ["clara"] });
  await as(account, (tenant) => leaveList(tenant, { listId, contactId: ids[0]! }));
  const joined = await as(account, (tenant) => addToList(tenant, { listId, contactIds: ids, consent }));
  expect(joined).toBe(0);
});

test("nobody is added to an archived list", async () => {
  const account = await makeAccount();
  const { listId } = await makeList(account);
  await as(account, (tenant) => archiveList(tenant, listId));
  await expect(add(account, { email: "d@example.com", listIds: [listId] })).rejects.toMatchObject({
    reason: "list_archived",
  });
});

test("fields keep what is typed as what it is, and refuse what cannot be read", async () => {
  const account = await makeAccount();
  const make = (key: string, kind: FieldKind) =>
    as(account, (tenant) => createField(tenant, CreateField.parse({ key, label: key, kind })));
  const cityId = await make("city", "text");
  await make("birthday", "date");
  await make("orders", "number");
  await make("member", "yes_no");
  await expect(make("city", "text")).rejects.toMatchObject({ reason: "field_key_taken" });

  const fields = { city: " Santos ", birthday: "31/12/1990", orders: "1,234.5", member: "sim" };
  const id = await add(account, { email: "elisa@example.com", fields });
  const kept = await as(account, (tenant) => getContact(tenant, id));
  expect(kept.fields).toEqual({ city: "Santos", birthday: "1990-12-31", orders: 1234.5, member: true });
  const wrong = add(account, { email: "fabio@example.com", fields: { birthday: "soon" } });
  await expect(wrong).rejects.toMatchObject({ reason: "value_not_date" });
  const unknown = add(account, { email: "fabio@example.com", fields: { shoe: "43" } });
  await expect(unknown).rejects.toMatchObject({ reason: "field_unknown" });

  await as(account, (tenant) =>
    updateContact(tenant, { contactId: id, email: "elisa@example.com", name: "Elisa", fields: { member: null } }),
  );
  await as(account, (tenant) => updateField(tenant, { fieldId: cityId, label: "Town" }));
  await as(account, (tenant) => deleteField(tenant, cityId));
  const work = { signal: AbortSignal.timeout(10_000), attempt: 1 };
  await runJob(forgetFieldValues, { accountId: account.accountId, input: { key: "city" } }, work);
  const left = await as(account, (tenant) => getContact(tenant, id));
  expect(left).toMatchObject({ name: "Elisa" });
  expect(left.fields).toEqual({ birthday: "1990-12-31", orders: 1234.5 });
  const names = await as(account, (tenant) => listFields(tenant));
  expect(names.map((field) => field.key)).toEqual(["birthday", "member", "orders"]);
});

test("a corrected address begins as unknown, and cannot take over one that is in use or was suppressed", async () => {
  const account = await makeAccount();
  const id = await add(account, { email: "grace@exmaple.com" });
  await add(account, { email: "hugo@example.com" });
  await as(account, (tenant) => suppressAddress(tenant, { email: "no@example.com" }));
  await as(account, async (tenant) => {
    await tenant.db.contact.updateMany({ where: { id }, data: { status: "invalid" } });
    await updateContact(tenant, { contactId: id, email: "grace@example.com", name: "", fields: {} });
  });
  expect(await as(account, (tenant) => getContact(tenant, id))).toMatchObject({
    email: "grace@example.com",
    status: "unknown",
  });
  const move = (email: string) =>
    as(account, (tenant) => updateContact(tenant, { contactId: id, email, name: "", fields: {} }));
  await expect(move("hugo@example.com")).rejects.toMatchObject({ reason: "address_taken" });
  await expect(move("no@example.com")).rejects.toMatchObject({ reason: "address_suppressed" });
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: id }));
  await expect(move("grace2@example.com")).rejects.toMatchObject({ reason: "contact_left" });
});

test("a suppressed address is nobody's until the account lifts it, and what the person asked for it cannot lift", async () => {
  const account = await makeAccount();
  await as(account, (tenant) => suppressAddress(tenant, { email: "Ines@Example.com", note: "a competitor" }));
  await expect(add(account, { email: "ines@example.com" })).rejects.toMatchObject({ reason: "address_suppressed" });
  await as(account, (tenant) => liftSuppression(tenant, "ines@example.com"));
  const id = await add(account, { email: "ines@example.com" });

  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: id }));
  await as(account, (tenant) => deleteContact(tenant, id));
  await expect(add(account, { email: "INES@example.com" })).rejects.toMatchObject({ reason: "address_suppressed" });
  const lift = as(account, (tenant) => liftSuppression(tenant, "ines@example.com"));
  await expect(lift).rejects.toMatchObject({ reason: "suppression_is_theirs" });
});

test("after an erasure no row of any table holds the address, and it is refused", async () => {
  const account = await makeAccount();
  const { ids } = await makeList(account, { people: ["kemi-unique-name"] });
  const everywhere = () =>
    inAccount(account.accountId, async (db) => {
      const tables = await Promise.resolve([
        db.contact.findMany(),
        db.contactWord.findMany(),
        db.suppression.findMany(),
        db.consentEvent.findMany(),
        db.auditEntry.findMany(),
        db.membership.findMany(),
      ]);
      const rows: unknown[] = [];
      for (const table of tables) rows.push(await table);
      return JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? String(value) : value));
    });
  await as(account, (tenant) => suppressAddress(tenant, { email: "kemi-unique-name@example.com" }));
  expect(await everywhere()).toContain("kemi-unique-name@example.com");
  await as(account, (tenant) => eraseContact(tenant, ids[0]!));
  expect(await everywhere()).not.toMatch(/kemi/);
  await expect(add(account, { email: "kemi-unique-name@example.com" })).rejects.toMatchObject({
    reason: "address_suppressed",
  });
  const kept = await as(account, (tenant) => listSuppressions(tenant));
  expect(kept).toMatchObject([{ email: null, reason: "erased" }]);
});

test("an address is never both suppressed and added when both happen at once", async () => {
  const account = await makeAccount();
  for (let round = 0; round < 10; round++) {
    const email = `both${round}@example.com`;
    await Promise.allSettled([add(account, { email }), as(account, (tenant) => suppressAddress(tenant, { email }))]);
    const contact = await as(account, (tenant) => findContact(tenant, email));
    expect(contact?.status ?? "suppressed").toBe("suppressed");
  }
});
