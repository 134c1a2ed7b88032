import { expect, test } from "vitest";
import { getBounce, listBounces, sumBounces, undoBounce } from "@/lib/bounces";
import { audienceOf } from "@/lib/contacts";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { as } from "@/tests/support/accounts";
import { bounceOf, complaintOf, standingOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";

const replies = ["550 5.1.1 User unknown", "552 5.2.2 mailbox full", "554 5.7.1 blocked using zen.example"];

async function makeReturns(n: number) {
  const sending = await makeSending(Array.from({ length: n }, (_, at) => `p${at}`));
  for (let seq = 1; seq < n; seq++)
    await receiveMail({
      ...bounceOf(sending.key(seq), { email: `p${seq - 1}@example.com`, reply: replies[seq % 3]! }),
      source: "listener",
    });
  await receiveMail({ ...complaintOf(sending.key(n)), source: "listener" });
  return sending;
}

test("the list goes through everything once, forwards and back, narrowed to a kind or a campaign", async () => {
  const { account, campaignId } = await makeReturns(10);
  const read = (asked: Parameters<typeof listBounces>[1]) => as(account, (tenant) => listBounces(tenant, asked, 4));
  const first = await read({});
  const second = await read({ older: first.older! });
  const third = await read({ older: second.older! });
  const ids = [first, second, third].flatMap(({ bounces }) => bounces.map(({ id }) => id));
  expect(new Set(ids).size).toBe(10);
  expect(ids).toEqual(ids.toSorted().reverse());
  expect([first.newer, third.older]).toEqual([null, null]);
  const back = await read({ newer: third.newer! });
  expect(back.bounces).toEqual(second.bounces);
  expect((await read({ newer: second.newer! })).newer).toBeNull();

  expect((await read({ show: "complaint" })).bounces).toHaveLength(1);
  expect(
    (await read({ show: "mailbox_full", campaign: campaignId })).bounces.every(
      ({ class: named }) => named === "mailbox_full",
    ),
  ).toBe(true);
  expect(await as(account, (tenant) => sumBounces(tenant))).toEqual([
    { kind: "bounce", class: "blocked", n: 3 },
    { kind: "bounce", class: "mailbox_full", n: 3 },
    { kind: "bounce", class: "user_unknown", n: 3 },
    { kind: "complaint", class: "complaint", n: 1 },
  ]);
});

test("a wrong bounce can be taken back: the contact is mailed again, once, and it stands in the trail", async () => {
  const { account, contactIds, listId } = await makeReturns(2);
  const { bounces } = await as(account, (tenant) => listBounces(tenant, { contactId: contactIds[0]! }));
  const { id } = bounces[0]!;
  await as(
    account,
    ({ db }) => db.$executeRaw`UPDATE contact SET status = 'invalid' WHERE id = ${contactIds[0]!}::uuid`,
  );
  expect((await as(account, (tenant) => audienceOf(tenant, listId))).receives).toBe(0);
  await as(account, (tenant) => undoBounce(tenant, id));
  await as(account, (tenant) => undoBounce(tenant, id));
  expect(await standingOf(account, contactIds[0]!)).toEqual({ status: "unknown", softBounces: 0 });
  expect((await as(account, (tenant) => audienceOf(tenant, listId))).receives).toBe(1);
  expect(await as(account, (tenant) => getBounce(tenant, id))).toMatchObject({
    undoneBy: "Sample Member",
    standing: "unknown",
  });
  const trail = await inSystem((db) =>
    db.auditEntry.findMany({ where: { accountId: account.accountId, action: "bounce.undo" } }),
  );
  expect(trail).toHaveLength(1);
});

test("a complaint, and a bounce that keeps nobody out, cannot be taken back", async () => {
  const { account, contactIds } = await makeReturns(4);
  const of = async (at: number) =>
    (await as(account, (tenant) => listBounces(tenant, { contactId: contactIds[at]! }))).bounces[0]!.id;
  const undo = async (at: number) => {
    const id = await of(at);
    return as(account, (tenant) => undoBounce(tenant, id));
  };
  await expect(undo(3)).rejects.toMatchObject({ code: "conflict", reason: "complaint_is_theirs" });
  await expect(undo(1)).rejects.toMatchObject({ code: "conflict", reason: "bounce_keeps_nobody_out" });
});

test("who may write can change neither what came back nor its cause", async () => {
  const { account } = await makeReturns(2);
  const change = as(account, ({ db }) => db.bounceEvent.updateMany({ data: { class: "content" } }));
  await expect(change).rejects.toThrow(/permission denied/);
  await expect(as(account, ({ db }) => db.bounceEvent.deleteMany())).rejects.toThrow(/permission denied/);
});
