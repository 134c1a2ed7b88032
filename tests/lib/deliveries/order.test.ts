import { afterAll, beforeAll, expect, test } from "vitest";
import { applyContactEvent } from "@/lib/contacts";
import { launchCampaign } from "@/lib/deliveries";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { startSending } from "@/lib/deliveries/start";
import { bulkInAccount } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { makeCampaign, makeReaders, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay();
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const longAgo = new Date(Date.now() - 600_000);
const day = 86_400_000;

/** People whose last sign of life is so many days ago, in this order; null: never one. */
async function makeEngaged(account: TestAccount, days: (number | null)[]) {
  const readers = await makeReaders(account, days.length);
  await bulkInAccount(account.accountId, (client) =>
    client.query(
      `UPDATE contact c SET last_engaged_at = now() - make_interval(days => t.days) FROM unnest($2::uuid[], $3::int[]) AS t(id, days)
       WHERE c.account_id = $1 AND c.id = t.id AND t.days IS NOT NULL`,
      [account.accountId, readers.contactIds, days],
    ),
  );
  const campaignId = await makeCampaign(account, readers.listId);
  await as(account, (tenant) => launchCampaign(tenant, { campaignId, engagedFirst: true }, longAgo));
  return { ...readers, campaignId, where: { accountId: account.accountId, campaignId } };
}

const orderOf = (account: TestAccount, campaignId: string) =>
  as(account, async ({ db }) => {
    const rows = await db.delivery.findMany({ where: { campaignId }, orderBy: { seq: "asc" } });
    return rows.map(({ contactId }) => contactId);
  });

test("those who were engaged last come first, and everyone else after them by id", async () => {
  const account = await makeAccount();
  const { where, campaignId, contactIds: ids } = await makeEngaged(account, [null, 30, 2, null, 300, 9]);
  await startSending(where);
  while ((await freezeChunk(where, 2)) > 0);
  expect(await orderOf(account, campaignId)).toEqual([2, 5, 1, 4, 0, 3].map((at) => ids[at]));
  expect((await proofOf(account, campaignId)).isComplete).toBe(true);
});

test("who becomes engaged while it is written down is in it once, wherever the cursor stands", async () => {
  const account = await makeAccount();
  const { where, campaignId, contactIds: ids } = await makeEngaged(account, [5, 4, 3, 2, null, null]);
  await startSending(where);
  await freezeChunk(where, 2);
  // One whose turn was still to come, one who was never engaged, and one who is written down already.
  await as(account, (tenant) =>
    applyContactEvent(tenant, { event: "engage", contactIds: [ids[0]!, ids[5]!, ids[3]!] }, new Date()),
  );
  await Promise.all([freezeChunk(where, 2), freezeChunk(where, 2), freezeChunk(where, 2)]);
  while ((await freezeChunk(where, 2)) > 0);
  const order = await orderOf(account, campaignId);
  expect(order).toHaveLength(6);
  expect(new Set(order)).toEqual(new Set(ids));
});

test("the engine sends in that order, to each once", async () => {
  const account = await engine.makeAccount();
  const days = Array.from({ length: 400 }, (_, at) => (at % 4 === 0 ? (at * 7) % 365 : null));
  const { campaignId, emails } = await makeEngaged(account, days);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(emails.every((email) => relay.accepted.get(email) === 1)).toBe(true);
  const engaged = await as(account, ({ db }) => db.contact.count({ where: { lastEngagedAt: { not: null } } }));
  const order = await orderOf(account, campaignId);
  const first = await as(account, ({ db }) => db.contact.findMany({ where: { id: { in: order.slice(0, engaged) } } }));
  expect(first.every(({ lastEngagedAt }) => lastEngagedAt && lastEngagedAt.getTime() > Date.now() - 366 * day)).toBe(
    true,
  );
});
