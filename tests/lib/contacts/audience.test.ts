import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addToList,
  applyContactEvent,
  audienceOf,
  audienceSql,
  deleteContact,
  getList,
  leaveList,
  removeFromList,
  resubscribeContact,
  suppressAddress,
  unsubscribeContact,
} from "@/lib/contacts";
import { foldCounts, reconcileCounts } from "@/lib/contacts/jobs";
import type { ContactEvent } from "@/lib/contacts/status";
import { bulkInAccount, inAccount } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent, makeList } from "@/tests/support/contacts";

const frozen = (account: TestAccount, listId: string) =>
  bulkInAccount(account.accountId, async (client) => {
    const read = async (sql: ReturnType<typeof audienceSql>) => {
      const { rows } = await client.query<{ contact_id: string; email: string }>(sql.text, sql.values);
      return rows.toSorted((one, other) => (one.contact_id < other.contact_id ? -1 : 1));
    };
    const whole = await read(audienceSql(account.accountId, listId));
    expect(await read(audienceSql(account.accountId, listId, { paged: true }))).toEqual(whole);
    return whole;
  });
const shown = (account: TestAccount, listId: string) => as(account, (tenant) => audienceOf(tenant, listId));
const now = { signal: AbortSignal.timeout(60_000), attempt: 1 };

test("tells who receives and why the others do not, and freezes exactly those", async () => {
  const account = await makeAccount();
  const names = ["ana", "bento", "clara", "daniel", "elisa", "fabio", "grace"];
  const { listId, ids } = await makeList(account, { people: names });
  await as(account, async (tenant) => {
    await unsubscribeContact(tenant, { contactId: ids[0]! });
    await applyContactEvent(tenant, { event: "hard_bounce", contactIds: [ids[1]!] });
    await suppressAddress(tenant, { email: "CLARA@example.com" });
    await leaveList(tenant, { listId, contactId: ids[3]! });
    await applyContactEvent(tenant, { event: "soft_bounce", contactIds: [ids[4]!] });
    await tenant.db.contact.updateMany({ where: { id: ids[5]! }, data: { status: "awaiting" } });
  });

  expect(await shown(account, listId)).toEqual({
    total: 7,
    receives: 2,
    excluded: { left: 1, awaiting: 1, under_review: 0, invalid: 1, suppressed: 1, unsubscribed: 1 },
  });
  expect((await frozen(account, listId)).map((row) => row.email)).toEqual(["elisa@example.com", "grace@example.com"]);
});

test("the number shown is the number frozen, after whatever happened at once", { timeout: 60_000 }, async () => {
  const account = await makeAccount();
  const people = Array.from({ length: 8 }, (_, n) => `person${n}`);
  const { listId, ids } = await makeList(account, { people });
  const { listId: otherId } = await makeList(account, { name: "Others" });
  const who = fc.constantFrom(...ids);
  const list = fc.constantFrom(listId, otherId);
  const events = fc.constantFrom<ContactEvent>("deliver", "engage", "soft_bounce", "hard_bounce", "suppress", "lift");
  const act = fc.oneof(
    fc.record({ what: fc.constant("happen" as const), event: events, who }),
    fc.record({ what: fc.constantFrom("leave", "remove", "add", "unsubscribe", "return"), who, list }),
  );

  const doIt = (step: { what: string; who: string; list?: string; event?: ContactEvent }) =>
    as(account, async (tenant) => {
      const on = { listId: step.list!, contactIds: [step.who] };
      if (step.what === "happen") await applyContactEvent(tenant, { event: step.event!, contactIds: [step.who] });
      if (step.what === "leave") await leaveList(tenant, { listId: step.list!, contactId: step.who });
      if (step.what === "remove") await removeFromList(tenant, on);
      if (step.what === "add") await addToList(tenant, { ...on, consent });
      if (step.what === "unsubscribe") await unsubscribeContact(tenant, { contactId: step.who });
      if (step.what === "return") await resubscribeContact(tenant, { contactId: step.who });
    });

  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (steps) => {
      await Promise.all(steps.map(doIt));
      for (const id of [listId, otherId]) {
        const [audience, rows] = [await shown(account, id), await frozen(account, id)];
        expect(audience.receives).toBe(rows.length);
        expect(audience.total).toBe(await members(account, id));
        const out = Object.values(audience.excluded).reduce((sum, n) => sum + n, 0);
        expect(audience.receives + out).toBe(audience.total);
      }
    }),
    { numRuns: 30 },
  );
});

test("folding counters changes no sum, and a counter that drifted is mended", async () => {
  const account = await makeAccount();
  const people = Array.from({ length: 12 }, (_, n) => `someone${n}`);
  const { listId, ids } = await makeList(account, { people });
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: ids[0]! }));
  const before = await shown(account, listId);

  await runJob(foldCounts, { accountId: null, input: {} }, now);
  expect(await shown(account, listId)).toEqual(before);
  const rows = await inAccount(account.accountId, (db) => db.contactCount.count({ where: { listId } }));
  expect(rows).toBeLessThan(12);

  await inAccount(account.accountId, (db) => db.contactCount.deleteMany({ where: { listId } }));
  expect((await shown(account, listId)).total).toBe(0);
  await runJob(reconcileCounts, { accountId: null, input: {} }, now);
  expect(await shown(account, listId)).toEqual(before);
});

test("a removed contact leaves all counts", async () => {
  const account = await makeAccount();
  const { listId, ids } = await makeList(account, { people: ["ana", "bento"] });
  await as(account, (tenant) => deleteContact(tenant, ids[0]!));
  const list = await as(account, (tenant) => getList(tenant, listId));
  expect(list.counts).toEqual({ unknown: 1 });
});

const members = (account: TestAccount, listId: string) =>
  inAccount(account.accountId, (db) => db.membership.count({ where: { listId } }));
