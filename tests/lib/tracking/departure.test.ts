import { expect, test } from "vitest";
import { addToList, createContact, deleteContact, findContact } from "@/lib/contacts";
import { inSystem } from "@/lib/platform/db";
import { leaveByLink, undoLeaving } from "@/lib/tracking/departure";
import { as, makeAccount } from "@/tests/support/accounts";
import { consent } from "@/tests/support/contacts";
import { makeSending, type Sending } from "@/tests/support/sendings";

const people = ["ana"];
const emailOf = ({ account, contactIds }: Sending) =>
  as(account, ({ accountId, db }) => db.contact.findFirstOrThrow({ where: { accountId, id: contactIds[0]! } }));
const suppressionsOf = ({ account }: Sending) =>
  inSystem((db) => db.suppression.findMany({ where: { accountId: account.accountId } }));

test.each(["list", "one-click", "account"] as const)(
  "whoever was deleted since and leaves (%s) is not brought back: by hand or by file the address is refused",
  async (way) => {
    const sending = await makeSending(people);
    const { id, email } = await emailOf(sending);
    await as(sending.account, (tenant) => deleteContact(tenant, id));
    await leaveByLink(sending.key(1), way);
    await leaveByLink(sending.key(1), way);
    expect(await suppressionsOf(sending)).toMatchObject([{ reason: "unsubscribed" }]);
    const again = as(sending.account, (tenant) =>
      createContact(tenant, { email, name: "", fields: {}, listIds: [], consent }),
    );
    await expect(again).rejects.toMatchObject({ reason: "address_suppressed" });
    await undoLeaving(sending.key(1));
    expect(await suppressionsOf(sending)).toHaveLength(1);
  },
);

test("the link of an old mail counts for whoever is a contact again under that address", async () => {
  const sending = await makeSending(people);
  const { id, email } = await emailOf(sending);
  const { account } = sending;
  const { listId } = await as(account, ({ accountId, db }) => db.membership.findFirstOrThrow({ where: { accountId } }));
  await as(account, (tenant) => deleteContact(tenant, id));
  const input = { email, name: "", fields: {}, listIds: [], consent };
  const contactId = await as(account, (tenant) => createContact(tenant, input));
  await as(account, (tenant) => addToList(tenant, { listId, contactIds: [contactId], consent }));
  const membership = () =>
    as(account, ({ accountId, db }) => db.membership.findFirstOrThrow({ where: { accountId, contactId } }));

  await leaveByLink(sending.key(1), "one-click");
  expect((await membership()).leftAt).not.toBeNull();
  await undoLeaving(sending.key(1));
  expect((await membership()).leftAt).toBeNull();
  await leaveByLink(sending.key(1), "account");
  expect(await as(account, (tenant) => findContact(tenant, email))).toMatchObject({ status: "unsubscribed" });
});

test("a link of one account moves nobody of another", async () => {
  const sending = await makeSending(people);
  const stranger = await makeAccount();
  const key = { ...sending.key(1), accountId: stranger.accountId };
  await expect(leaveByLink(key, "account")).rejects.toMatchObject({ code: "not_found" });
});
