import { expect, test } from "vitest";
import { inboundAddress, returnPathOf } from "@/lib/bounces";
import { audienceOf, createContact } from "@/lib/contacts";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { bounceOf, complaintOf, DOMAIN, letterTo, postedFor, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";

const people = ["ana", "bento", "clara"];
const receive = (mail: { raw: Buffer; envelope: string[] }) => receiveMail({ ...mail, source: "listener" });
const emailOf = (sending: Sending, at: number) =>
  as(sending.account, async ({ accountId, db }) => {
    const contact = await db.contact.findUniqueOrThrow({
      where: { accountId_id: { accountId, id: sending.contactIds[at]! } },
    });
    return contact.email;
  });
const countsOf = ({ account, campaignId }: Sending) =>
  inSystem(async (db) => {
    const rows = await db.bounceCount.findMany({ where: { accountId: account.accountId, campaignId } });
    return Object.fromEntries(rows.map(({ kind, class: named, n }) => [`${kind} ${named}`, n]));
  });
const receivesOf = ({ account, listId }: Sending) =>
  as(account, async (tenant) => (await audienceOf(tenant, listId)).receives);

test("a mailbox that does not exist ends mailing at once, and the same report twice is one", async () => {
  const sending = await makeSending(people);
  const mail = bounceOf(sending.key(1), { email: await emailOf(sending, 0), reply: "550 5.1.1 User unknown" });
  expect(await receivesOf(sending)).toBe(3);
  expect(await receive(mail)).toBe("taken");
  expect(await receive(mail)).toBe("known");
  expect(await Promise.all([receive(mail), receive(mail)])).toEqual(["known", "known"]);
  expect((await standingOf(sending.account, sending.contactIds[0]!)).status).toBe("invalid");
  expect(await receivesOf(sending)).toBe(2);
  expect(await countsOf(sending)).toEqual({ "bounce user_unknown": 1 });
});

test("what is kept holds no link that works, nobody else's address and nothing of the letter", async () => {
  const sending = await makeSending(people);
  const email = await emailOf(sending, 0);
  await receive(bounceOf(sending.key(1), { email, reply: "550 5.1.1 User unknown" }));
  const [kept] = await returnsOf(sending.account);
  expect(kept!.raw).toContain(email);
  expect(kept!.raw).toContain("User unknown");
  for (const gone of ["admin@", "other.person", "xxxxxxxx", "Only for your eyes", returnPathOf(sending.key(1), DOMAIN)])
    expect(kept!.raw).not.toContain(gone);
});

test.each(["552 5.2.2 mailbox full", "450 4.4.1 connection timed out"])(
  "%s ends mailing at the third mailing in a row",
  async (reply) => {
    const first = await makeSending(["ana"]);
    const contactId = first.contactIds[0]!;
    const email = await emailOf(first, 0);
    const later = [await again(first), await again(first), await again(first)];
    await receive(bounceOf(first.key(1), { email, reply }));
    // The same mailing again says nothing new.
    await receive(bounceOf(first.key(1), { email, reply: `${reply} still` }));
    expect(await standingOf(first.account, contactId)).toEqual({ status: "soft_bounced", softBounces: 1 });
    await receive(bounceOf(later[0]!, { email, reply }));
    // A server took the mail and so the contact was told; the mail came back all the same.
    await as(
      first.account,
      ({ db }) => db.$executeRaw`UPDATE contact SET status = 'valid', soft_bounces = 0 WHERE id = ${contactId}::uuid`,
    );
    await receive(bounceOf(later[1]!, { email, reply }));
    expect((await standingOf(first.account, contactId)).status).toBe("soft_bounced");
    await receive(bounceOf(later[2]!, { email, reply }));
    expect((await standingOf(first.account, contactId)).status).toBe("invalid");
  },
);

test("a mailing that arrived begins the row anew", async () => {
  const first = await makeSending(["ana"]);
  const email = await emailOf(first, 0);
  const [second, , fourth, fifth] = [await again(first), await again(first), await again(first), await again(first)];
  for (const key of [first.key(1), second!]) await receive(bounceOf(key, { email, reply: "552 5.2.2 mailbox full" }));
  await as(
    first.account,
    ({ db }) =>
      db.$executeRaw`UPDATE contact SET status = 'valid', soft_bounces = 0 WHERE account_id = ${first.account.accountId}::uuid`,
  );
  for (const key of [fourth!, fifth!]) await receive(bounceOf(key, { email, reply: "552 5.2.2 mailbox full" }));
  expect(await standingOf(first.account, first.contactIds[0]!)).toEqual({ status: "soft_bounced", softBounces: 2 });
});

test.each(["554 5.7.1 blocked using zen.example", "550 5.7.1 rejected due to policy", "554 5.7.1 identified as spam"])(
  "%s is about us: the contact is left alone",
  async (reply) => {
    const sending = await makeSending(people);
    await receive(bounceOf(sending.key(1), { email: await emailOf(sending, 0), reply }));
    expect((await standingOf(sending.account, sending.contactIds[0]!)).status).toBe("unknown");
    expect(await receivesOf(sending)).toBe(3);
    expect(await returnsOf(sending.account)).toHaveLength(1);
  },
);

test("a warning that a mail is late changes nobody", async () => {
  const sending = await makeSending(people);
  const email = await emailOf(sending, 0);
  await receive(bounceOf(sending.key(1), { email, reply: "450 4.2.2 mailbox full", action: "delayed" }));
  expect(await standingOf(sending.account, sending.contactIds[0]!)).toEqual({ status: "unknown", softBounces: 0 });
});

test("a complaint suppresses the address in the whole account, for good", async () => {
  const sending = await makeSending(people);
  const email = await emailOf(sending, 1);
  expect(await receive(complaintOf(sending.key(2)))).toBe("taken");
  expect(await receive(complaintOf(sending.key(2)))).toBe("known");
  expect((await standingOf(sending.account, sending.contactIds[1]!)).status).toBe("unsubscribed");
  expect(await countsOf(sending)).toEqual({ "complaint complaint": 1 });
  const consent = { source: "signup_form", wording: "" } as const;
  await as(sending.account, ({ db }) => db.contact.deleteMany({ where: { email } }));
  const anew = as(sending.account, (tenant) =>
    createContact(tenant, { email, name: "", fields: {}, listIds: [], consent }),
  );
  await expect(anew).rejects.toMatchObject({ code: "conflict" });
});

test("whoever is deleted leaves no address in what came back, and the count stays", async () => {
  const sending = await makeSending(people);
  const email = await emailOf(sending, 0);
  await receive(bounceOf(sending.key(1), { email, reply: `550 5.1.1 ${email} User unknown` }));
  await as(sending.account, async ({ accountId, db }) => {
    await db.membership.deleteMany({ where: { accountId, contactId: sending.contactIds[0]! } });
    await db.contact.deleteMany({ where: { accountId, id: sending.contactIds[0]! } });
  });
  expect(JSON.stringify(await returnsOf(sending.account))).not.toContain(email);
  expect(await countsOf(sending)).toEqual({ "bounce user_unknown": 1 });
});

test("leaving by mail leaves the list", async () => {
  const sending = await makeSending(people);
  const address = inboundAddress("unsubscribe", sending.key(1), DOMAIN);
  expect(await receive(letterTo(address, { subject: "unsubscribe", text: "" }))).toBe("taken");
  expect(await receivesOf(sending)).toBe(2);
  expect(await receive(letterTo(address, { subject: "unsubscribe", text: "" }))).toBe("known");
  expect(await receivesOf(sending)).toBe(2);
});

test("leaving by the button of a mail program leaves the list, though the mail is marked as automatic", async () => {
  const sending = await makeSending(people);
  const address = inboundAddress("unsubscribe", sending.key(1), DOMAIN);
  const letter = letterTo(address, {
    subject: "unsubscribe",
    text: "Sent to unsubscribe.",
    extra: "Auto-Submitted: auto-replied\n",
  });
  expect(await receive(letter)).toBe("taken");
  expect(await receivesOf(sending)).toBe(2);
});

test("a person's answer is passed on once, to be answered to the person; a machine's is not, and nothing is answered by us", async () => {
  const sending = await makeSending(people);
  await as(sending.account, ({ db }) => db.campaign.updateMany({ data: { fromEmail: "news@shop.example" } }));
  const address = inboundAddress("reply", sending.key(1), DOMAIN);
  const answer = letterTo(address, { text: "Do you ship to Portugal?" });
  await receive(answer);
  await receive(answer);
  const machines = [
    letterTo(address, { subject: "Automatic reply: Our letter", text: "I am away" }),
    letterTo(address, { extra: "Auto-Submitted: auto-replied\n", text: "Ticket 4711" }),
    letterTo(address, { extra: "Precedence: auto_reply\n" }),
    letterTo(address, { subject: "Out of office" }),
    letterTo(address, { from: `loop <${returnPathOf(sending.key(2), DOMAIN)}>` }),
  ];
  for (const mail of machines) await receive(mail);
  const posted = await postedFor(sending.account);
  expect(posted).toHaveLength(1);
  expect(posted[0]).toMatchObject({ toAddress: "news@shop.example", replyTo: "ana@client.example" });
  expect(posted[0]!.text).toContain("Do you ship to Portugal?");
  expect(posted[0]!.html).not.toContain("<script");
});

test("a report without our seal, with a changed seal, at an address for answers or about a mail that never left changes nothing", async () => {
  const sending = await makeSending(people);
  const email = await emailOf(sending, 0);
  const genuine = bounceOf(sending.key(1), { email, reply: "550 5.1.1 User unknown" });
  const bare = Buffer.from(genuine.raw.toString().replaceAll(genuine.envelope[0]!, "someone@in.example.com"));
  const changed = genuine.envelope[0]!.replace(/.@/, (end) => (end[0] === "a" ? "b@" : "a@"));
  const never = bounceOf({ ...sending.key(1), campaignId: newId() }, { email, reply: "550 5.1.1 User unknown" });
  const forged = [
    { raw: bare, envelope: ["someone@in.example.com"] },
    { raw: Buffer.from(genuine.raw.toString().replaceAll(genuine.envelope[0]!, changed)), envelope: [changed] },
    { raw: genuine.raw, envelope: [inboundAddress("reply", sending.key(1), DOMAIN)] },
    never,
  ];
  for (const mail of forged) expect(await receive(mail)).toBe("unmatched");
  expect(await returnsOf(sending.account)).toEqual([]);
  expect((await standingOf(sending.account, sending.contactIds[0]!)).status).toBe("unknown");
});

test("a report that names another account's contact is about the mail it was sealed for", async () => {
  const [ours, theirs] = [await makeSending(people), await makeSending(people)];
  const stranger = await emailOf(theirs, 0);
  await receive(bounceOf(ours.key(2), { email: stranger, reply: "550 5.1.1 User unknown" }));
  expect((await standingOf(theirs.account, theirs.contactIds[0]!)).status).toBe("unknown");
  expect(await returnsOf(theirs.account)).toEqual([]);
  expect((await standingOf(ours.account, ours.contactIds[1]!)).status).toBe("invalid");
});

// A later mailing to the same person, accepted like the first.
async function again({ account, listId, contactIds }: Sending) {
  const { accountId } = account;
  const campaignId = newId();
  await as(account, async ({ db }) => {
    await db.campaign.create({ data: { accountId, id: campaignId, name: "Later", listId, status: "sent" } });
    await db.deliveryRun.create({
      data: { accountId, campaignId, listId, planned: 1, launchedBy: "test", isOpen: false },
    });
    const contact = await db.contact.findFirstOrThrow({ where: { accountId, id: contactIds[0]! } });
    const row = { accountId, campaignId, seq: 1, contactId: contact.id, email: contact.email };
    await db.delivery.create({ data: { ...row, state: "accepted", attempts: 1, settledAt: new Date() } });
  });
  return { accountId, campaignId, seq: 1 };
}
