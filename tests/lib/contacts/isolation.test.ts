import { expect, test } from "vitest";
import {
  addToList,
  applyContactEvent,
  archiveList,
  audienceOf,
  createContact,
  createField,
  deleteContact,
  deleteField,
  eraseContact,
  findContact,
  getContact,
  getList,
  leaveList,
  listConsent,
  removeFromList,
  resubscribeContact,
  restoreList,
  searchContacts,
  unsubscribeContact,
  updateContact,
  updateField,
  updateList,
} from "@/lib/contacts";
import type { Tenant } from "@/lib/accounts";
import { ContactFilter, CreateField } from "@/lib/contacts/schema";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";

const nothing = { company: "", description: "", address: "", phone: "", site: "" };

test("a stranger's ids are not found, and nothing of theirs changes", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  const { listId, ids } = await makeList(theirs, { people: ["ana"] });
  const contactId = ids[0]!;
  const fieldId = await as(theirs, (tenant) => createField(tenant, CreateField.parse({ key: "city", label: "City" })));
  const own = await makeList(ours, { people: ["bento"] });
  const before = await everything(theirs.accountId);

  const refused: Record<string, (tenant: Tenant) => Promise<unknown>> = {
    getList: (tenant) => getList(tenant, listId),
    updateList: (tenant) => updateList(tenant, { listId, name: "ours", ...nothing }),
    archiveList: (tenant) => archiveList(tenant, listId),
    restoreList: (tenant) => restoreList(tenant, listId),
    audienceOf: (tenant) => audienceOf(tenant, listId),
    addToList: (tenant) => addToList(tenant, { listId, contactIds: own.ids, consent }),
    removeFromList: (tenant) => removeFromList(tenant, { listId, contactIds: ids }),
    leaveList: (tenant) => leaveList(tenant, { listId, contactId }),
    getContact: (tenant) => getContact(tenant, contactId),
    updateContact: (tenant) => updateContact(tenant, { contactId, email: "x@example.com", name: "", fields: {} }),
    deleteContact: (tenant) => deleteContact(tenant, contactId),
    eraseContact: (tenant) => eraseContact(tenant, contactId),
    unsubscribeContact: (tenant) => unsubscribeContact(tenant, { contactId }),
    resubscribeContact: (tenant) => resubscribeContact(tenant, { contactId }),
    updateField: (tenant) => updateField(tenant, { fieldId, label: "ours" }),
    deleteField: (tenant) => deleteField(tenant, fieldId),
    createContact: (tenant) =>
      createContact(tenant, { email: "new@example.com", name: "", fields: {}, listIds: [listId], consent }),
  };
  for (const [name, call] of Object.entries(refused)) {
    await expect(as(ours, call), name).rejects.toMatchObject({ code: "not_found" });
  }

  await as(ours, async (tenant) => {
    expect(await addToList(tenant, { listId: own.listId, contactIds: ids, consent })).toBe(0);
    expect(await applyContactEvent(tenant, { event: "unsubscribe", contactIds: ids })).toBe(0);
    expect(await findContact(tenant, "ana@example.com")).toBeNull();
    expect(await listConsent(tenant, contactId)).toEqual([]);
    expect((await searchContacts(tenant, ContactFilter.parse({ list: listId }))).contacts).toEqual([]);
  });
  expect(await everything(theirs.accountId)).toEqual(before);
});

const everything = (accountId: string) =>
  inSystem(async (db) => [
    await db.contact.findMany({ where: { accountId } }),
    await db.contactList.findMany({ where: { accountId } }),
    await db.membership.findMany({ where: { accountId } }),
    await db.contactField.findMany({ where: { accountId } }),
    await db.consentEvent.findMany({ where: { accountId } }),
    await db.suppression.findMany({ where: { accountId } }),
  ]);
