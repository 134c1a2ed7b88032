import { expect, test } from "vitest";
import { inboundAddress } from "@/lib/bounces";
import { deleteContact, eraseContact, updateContact } from "@/lib/contacts";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { as } from "@/tests/support/accounts";
import { bounceOf, complaintOf, DOMAIN, letterTo, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";

const receive = (mail: { raw: Buffer; envelope: string[] }) => receiveMail({ ...mail, source: "listener" });
const contactOf = ({ account, contactIds }: Sending) =>
  as(account, ({ accountId, db }) => db.contact.findFirstOrThrow({ where: { accountId, id: contactIds[0]! } }));
const suppressionsOf = ({ account }: Sending) =>
  inSystem((db) => db.suppression.findMany({ where: { accountId: account.accountId } }));

test("what comes back for an address that was corrected since says nothing of the new one", async () => {
  const sending = await makeSending(["ana"]);
  const { id: contactId, email, name } = await contactOf(sending);
  await as(sending.account, (tenant) =>
    updateContact(tenant, { contactId, email: "ana.right@example.com", name, fields: {} }),
  );
  expect(await receive(bounceOf(sending.key(1), { email, reply: "550 5.1.1 User unknown" }))).toBe("taken");
  expect((await standingOf(sending.account, contactId)).status).toBe("unknown");
  expect(await returnsOf(sending.account)).toMatchObject([{ hard: true, email }]);
});

test("a complaint about the old address still ends mail to the person: the contact at its new address as well", async () => {
  const sending = await makeSending(["ana"]);
  const { id: contactId, name } = await contactOf(sending);
  await as(sending.account, (tenant) =>
    updateContact(tenant, { contactId, email: "ana.other@example.com", name, fields: {} }),
  );
  await receive(complaintOf(sending.key(1)));
  expect((await standingOf(sending.account, contactId)).status).toBe("unsubscribed");
});

test.each(["bounce", "complaint", "unsubscribe", "reply"] as const)(
  "a %s for somebody who was erased is taken without an error, and brings no address back",
  async (kind) => {
    const sending = await makeSending(["ana"]);
    const { id, email } = await contactOf(sending);
    await as(sending.account, (tenant) => eraseContact(tenant, id));
    const mail = {
      bounce: () => bounceOf(sending.key(1), { email, reply: `550 5.1.1 <${email}> User unknown` }),
      complaint: () => complaintOf(sending.key(1)),
      unsubscribe: () => letterTo(inboundAddress("unsubscribe", sending.key(1), DOMAIN), { subject: "unsubscribe" }),
      reply: () => letterTo(inboundAddress("reply", sending.key(1), DOMAIN), { from: email, text: "I am gone" }),
    }[kind]();
    await receive(mail);
    await receive(mail);
    expect(JSON.stringify(await returnsOf(sending.account))).not.toContain(email);
    expect(await suppressionsOf(sending)).toMatchObject([{ reason: "erased", email: null }]);
  },
);

test("a complaint about somebody who was only deleted suppresses the address: no import brings it back", async () => {
  const sending = await makeSending(["ana"]);
  const { id } = await contactOf(sending);
  await as(sending.account, (tenant) => deleteContact(tenant, id));
  await receive(complaintOf(sending.key(1)));
  expect(await suppressionsOf(sending)).toHaveLength(1);
});
