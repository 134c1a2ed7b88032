import { afterAll, beforeAll, expect, test } from "vitest";
import { createList, findContact } from "@/lib/contacts";
import { CreateList } from "@/lib/contacts/schema";
import { makeProof, verifyProof } from "@/lib/deliveries";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { erasePerson } from "@/lib/privacy";
import { listRecipients } from "@/lib/reports";
import { RecipientFilter } from "@/lib/reports/schema";
import { findLeaving, leaveByLink } from "@/lib/tracking/departure";
import { webVersion } from "@/lib/tracking/web-version";
import { as, makeAccount } from "@/tests/support/accounts";
import { launchAtOnce, makeCampaign, makeReaders, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { importFile } from "@/tests/support/imports";
import { startRelay, type Relay } from "@/tests/support/relay";
import { bounceOf, complaintOf } from "@/tests/support/returned";
import { dumpOf } from "@/tests/support/walls";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  // A server that names the recipient in all it says.
  const replies: Record<string, string> = {
    gone: "550 5.1.1",
    later: "451 4.2.0",
    barred: "550 5.7.1",
    refused: "550 5.1.1",
  };
  relay = await startRelay({
    behave: (address) => {
      const reply = replies[address.split(/[.-]/)[0]!];
      return reply
        ? {
            do: "refuse",
            at: address.startsWith("refused") ? "body" : "rcpt",
            reply: `${reply} <${address.toUpperCase()}>: no, not now`,
          }
        : { do: "accept" };
    },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

/** Four people from a file, mailed: one is refused, one put off, one answered by a rule that pauses, one accepted and back later. */
async function mailed() {
  const account = await engine.makeAccount();
  const mark = newId().slice(-8);
  const names = ["gone", "later", "came", "barred"];
  const emails = names.map((name) => `${name}.${mark}@example.com`);
  const listId = await as(account, (tenant) => createList(tenant, CreateList.parse({ name: "Monthly letter" })));
  const file = ["email,name", ...emails.map((email, at) => `${email},Reader ${at}`)].join("\n");
  await importFile(account, file, { id: listId });
  await as(account, ({ accountId, db }) => db.account.update({ where: { id: accountId }, data: { credits: 100 } }));
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  await until(async () => (await rowsOf(account.accountId, campaignId)).every(({ state }) => state !== "leased"));
  return { account, emails, campaignId };
}

function rowsOf(accountId: string, campaignId: string) {
  return inSystem((db) => db.delivery.findMany({ where: { accountId, campaignId }, orderBy: { seq: "asc" } }));
}

test("after an erasure no table holds the address, and sums and proof are what they were", async () => {
  const { account, emails, campaignId } = await mailed();
  const { accountId } = account;
  const rows = await rowsOf(accountId, campaignId);
  const came = rows.find(({ email }) => email.startsWith("came"))!;
  const key = { accountId, campaignId, seq: came.seq };
  await receiveMail({
    ...bounceOf(key, { email: came.email, reply: `550 5.2.2 <${came.email}> is full` }),
    source: "listener",
  });
  await receiveMail({ ...complaintOf(key), source: "listener" });

  const enter: Parameters<typeof makeProof>[0] = (work) => as(account, work);
  const before = await dumpOf(account);
  for (const email of emails) expect(JSON.stringify(before).toLowerCase(), "it was there").toContain(email);
  const proof = await makeProof(enter, campaignId);

  for (const email of emails) {
    const found = await as(account, (tenant) => findContact(tenant, email));
    await as(account, (tenant) => erasePerson(tenant, found!.id));
  }

  for (const [table, held] of Object.entries(await dumpOf(account)))
    for (const email of emails) expect(held.toLowerCase(), table).not.toContain(email);
  expect(await verifyProof(enter, proof)).toMatchObject({ matches: true, differs: [], ranges: [] });
  const after = await rowsOf(accountId, campaignId);
  expect(after.map(({ state, attempts, replyCode }) => [state, attempts, replyCode])).toEqual(
    rows.map(({ state, attempts, replyCode }) => [state, attempts, replyCode]),
  );
  expect(new Set(after.map(({ emailMark }) => Buffer.from(emailMark!).toString("hex"))).size).toBe(emails.length);
});

test.each(["refused", "came"])("what a server says of %s after the erasure is not written down", async (name) => {
  const account = await engine.makeAccount();
  const { accountId } = account;
  const { contactIds, emails, listId } = await makeReaders(account, 1, () => name);
  const campaignId = await makeCampaign(account, listId);
  relay.set({ delayMs: 1_500 });
  try {
    await launchAtOnce(account, campaignId);
    await until(async () => (await rowsOf(accountId, campaignId))[0]?.state === "leased");
    await as(account, (tenant) => erasePerson(tenant, contactIds[0]!));
    await until(async () => (await statusOf(account, campaignId)) === "sent");
  } finally {
    relay.set({ delayMs: 0 });
  }
  const [row] = await rowsOf(accountId, campaignId);
  expect(row).toMatchObject({ state: name === "refused" ? "failed" : "accepted", email: "", replyText: null });
  for (const [table, held] of Object.entries(await dumpOf(account)))
    expect(held.toLowerCase(), table).not.toContain(emails[0]!);
});

test("erasing and leaving while the same people are refused and mailed wait for each other and end well", async () => {
  const account = await engine.makeAccount();
  const { accountId } = account;
  const { contactIds, emails, listId } = await makeReaders(account, 80, (at) => (at % 2 ? `gone-${at}` : `came-${at}`));
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(async () => (await rowsOf(accountId, campaignId)).length === 80);
  const rows = await rowsOf(accountId, campaignId);
  const leave = rows.map(({ seq }) => leaveByLink({ accountId, campaignId, seq }, seq % 3 ? "list" : "account"));
  const erase = contactIds.map((contactId) => as(account, (tenant) => erasePerson(tenant, contactId)));
  const ended = await Promise.allSettled([...leave, ...erase]);
  expect(ended.filter(({ status }) => status === "rejected")).toEqual([]);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  for (const [table, held] of Object.entries(await dumpOf(account)))
    for (const email of emails) expect(held.toLowerCase(), table).not.toContain(email);
}, 60_000);

test("what is changed in the ledger of who was erased is found by the proof all the same", async () => {
  const { account, emails, campaignId } = await mailed();
  const enter: Parameters<typeof makeProof>[0] = (work) => as(account, work);
  const proof = await makeProof(enter, campaignId);
  const found = await as(account, (tenant) => findContact(tenant, emails[0]!));
  await as(account, (tenant) => erasePerson(tenant, found!.id));
  const where = { accountId: account.accountId, campaignId, email: "" };
  await inSystem((db) => db.delivery.updateMany({ where, data: { emailMark: Buffer.alloc(32) } }));
  expect((await verifyProof(enter, proof)).matches).toBe(false);
});

test("the links of who was erased name nobody, and leaving again harms nothing", async () => {
  const { account, emails, campaignId } = await mailed();
  const { accountId } = account;
  const { seq } = (await rowsOf(accountId, campaignId)).find(({ email }) => email === emails[2])!;
  const key = { accountId, campaignId, seq };
  const found = await as(account, (tenant) => findContact(tenant, emails[2]!));
  await as(account, (tenant) => erasePerson(tenant, found!.id));

  expect(await findLeaving(key)).toMatchObject({ email: "" });
  await expect(webVersion(key)).rejects.toMatchObject({ code: "not_found" });
  await leaveByLink(key, "account");
  const suppressed = await inSystem((db) => db.suppression.findMany({ where: { accountId } }));
  expect(suppressed).toMatchObject([{ reason: "erased", email: null }]);
  const { recipients } = await as(account, (tenant) => listRecipients(tenant, campaignId, RecipientFilter.parse({})));
  expect(recipients.filter(({ email }) => email === "")).toHaveLength(1);
});

test("nobody erases a person of another account", async () => {
  const { account, emails } = await mailed();
  const stranger = await makeAccount();
  const found = await as(account, (tenant) => findContact(tenant, emails[0]!));
  await expect(as(stranger, (tenant) => erasePerson(tenant, found!.id))).rejects.toMatchObject({ code: "not_found" });
  expect(await as(account, (tenant) => findContact(tenant, emails[0]!))).not.toBeNull();
});
