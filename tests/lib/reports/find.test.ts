import { expect, test } from "vitest";
import { createContact, createList } from "@/lib/contacts";
import { CreateContact, CreateList } from "@/lib/contacts/schema";
import { newId } from "@/lib/platform/ids";
import { findByText } from "@/lib/reports";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const consent = { source: "paper_form" };
const addContact = (account: TestAccount, email: string, name: string) =>
  as(account, (tenant) => createContact(tenant, CreateContact.parse({ email, name, consent, fields: {} })));

async function makeShop() {
  const account = await makeAccount();
  const contactId = await addContact(account, "ana.prado@example.com", "Ana Prado");
  await addContact(account, "bento@example.com", "Bento Faria");
  const listId = await as(account, (tenant) => createList(tenant, CreateList.parse({ name: "Analog readers" })));
  await as(account, ({ accountId, db }) =>
    db.campaign.create({ data: { accountId, id: newId(), name: "An analysis of autumn" } }),
  );
  return { account, contactId, listId };
}

test("one text finds people, lists and campaigns", async () => {
  const { account, contactId, listId } = await makeShop();
  const found = await as(account, (tenant) => findByText(tenant, "ana"));
  expect(found.contacts).toEqual([{ id: contactId, email: "ana.prado@example.com", name: "Ana Prado" }]);
  expect(found.lists).toEqual([{ id: listId, name: "Analog readers" }]);
  expect(found.campaigns.map(({ name }) => name)).toEqual(["An analysis of autumn"]);
});

test("the beginning of an address finds the person", async () => {
  const { account, contactId } = await makeShop();
  const found = await as(account, (tenant) => findByText(tenant, "ana.prado@ex"));
  expect(found.contacts.map(({ id }) => id)).toEqual([contactId]);
});

test("whoever may not see contacts finds none, and no one finds another account's", async () => {
  const { account } = await makeShop();
  const viewer = await as(account, (tenant) => findByText(tenant, "ana"), ["reports"]);
  expect(viewer).toEqual({ contacts: [], lists: [], campaigns: [] });
  const stranger = await makeAccount();
  expect(await as(stranger, (tenant) => findByText(tenant, "ana"))).toEqual({ contacts: [], lists: [], campaigns: [] });
});

test("signs of a pattern are letters like others", async () => {
  const { account } = await makeShop();
  expect(await as(account, (tenant) => findByText(tenant, "%%"))).toMatchObject({ lists: [], campaigns: [] });
});
