import { afterAll, beforeAll, expect, test } from "vitest";
import { launchCampaign, resumeSending } from "@/lib/deliveries";
import { claimDeliveries } from "@/lib/deliveries/claim";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { seeToWaves } from "@/lib/deliveries/late-waves";
import { momentOf } from "@/lib/deliveries/zones";
import { startSending } from "@/lib/deliveries/start";
import { readSending } from "@/lib/reports";
import { bulkInAccount, inSystem } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { makeCampaign, makeReaders, runEngine, statusOf, until } from "@/tests/support/campaigns";
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

const MINUTE = 60_000;
const FAR = "Pacific/Pago_Pago";

/** Launched to people in these zones, two minutes ago on the clock of Kiritimati; those of Pago Pago are a day behind. Days since a sign of life, where given. */
async function launchSpread(account: TestAccount, zones: string[], days: number[] = []) {
  const readers = await makeReaders(account, zones.length);
  await bulkInAccount(account.accountId, (client) =>
    client.query(
      `UPDATE contact c SET fields = jsonb_build_object('zone', t.zone), last_engaged_at = now() - make_interval(days => t.days)
       FROM unnest($2::uuid[], $3::text[], $4::int[]) AS t(id, zone, days) WHERE c.account_id = $1 AND c.id = t.id`,
      [account.accountId, readers.contactIds, zones, zones.map((_, at) => days[at] ?? null)],
    ),
  );
  const campaignId = await makeCampaign(account, readers.listId);
  const wallTime = new Date(Date.now() + 14 * 60 * MINUTE - 2 * MINUTE).toISOString().slice(0, 16);
  const readerClock = { zoneField: "zone", wallTime };
  const longAgo = new Date(Date.now() - 10 * MINUTE);
  await as(account, (tenant) =>
    launchCampaign(tenant, { campaignId, readerClock, engagedFirst: days.length > 0 }, longAgo),
  );
  return { ...readers, campaignId, far: momentOf(wallTime, FAR), where: { accountId: account.accountId, campaignId } };
}

/** As if nobody had been there until so long after the far wave's time: everything the ledger holds of time lies further back. */
async function comeBack(account: TestAccount, campaignId: string, far: Date, lateMs: number) {
  const back = [account.accountId, campaignId, far.getTime() - Date.now() + lateMs];
  const by = "make_interval(secs => $3 / 1000.0)";
  const where = "WHERE account_id = $1 AND campaign_id = $2";
  await bulkInAccount(account.accountId, async (client) => {
    await client.query(`UPDATE delivery_run SET waves_seen_to = waves_seen_to - ${by} ${where}`, back);
    await client.query(`UPDATE delivery_wave SET at = at - ${by} ${where}`, back);
    await client.query(`UPDATE delivery SET next_at = next_at - ${by} ${where}`, back);
  });
}

const timesOf = (emails: string[]) => emails.map((email) => relay.accepted.get(email) ?? 0);
const isFirstOut = (account: TestAccount, campaignId: string, email: string) => async () =>
  relay.accepted.get(email) === 1 &&
  (await as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }))).madeAt !== null;

test("a wave that nobody was there for is asked about when it is more than an hour late, by mail and once, and goes when told", async () => {
  const account = await engine.makeAccount();
  const { campaignId, emails, far } = await launchSpread(account, ["Pacific/Kiritimati", FAR, FAR]);
  await until(isFirstOut(account, campaignId, emails[0]!));
  await comeBack(account, campaignId, far, 61 * MINUTE);
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  expect(await as(account, ({ db }) => db.campaign.findFirst({ where: { id: campaignId } }))).toMatchObject({
    pausedReason: "late_wave",
  });
  expect(timesOf(emails)).toEqual([1, 0, 0]);
  const { waves, wavesSeenTo } = await as(account, (tenant) => readSending(tenant, campaignId));
  expect(waves.map(({ zone, at }) => [zone, at > wavesSeenTo!])).toEqual([
    ["Pacific/Kiritimati", false],
    [FAR, true],
  ]);
  const mails = await inSystem((db) => db.outboxMail.findMany({ where: { accountId: account.accountId } }));
  expect(mails.map(({ toAddress }) => toAddress)).toEqual([account.email]);
  expect(mails[0]!.text).toContain(`/campaigns/${campaignId}/sending`);

  await as(account, (tenant) => resumeSending(tenant, campaignId));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(timesOf(emails)).toEqual([1, 1, 1]);
});

test("within the hour a wave goes out by itself", async () => {
  const account = await engine.makeAccount();
  const { campaignId, emails, far } = await launchSpread(account, ["Pacific/Kiritimati", FAR]);
  await until(isFirstOut(account, campaignId, emails[0]!));
  await comeBack(account, campaignId, far, 50 * MINUTE);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(timesOf(emails)).toEqual([1, 1]);
});

async function claimAll(where: { accountId: string; campaignId: string }) {
  const claim = await claimDeliveries({ ...where, owner: "a test", most: 50, leaseSeconds: 60 });
  return typeof claim === "string" ? claim : claim.rows.map(({ contactId }) => contactId);
}

async function writeDown(where: { accountId: string; campaignId: string }) {
  await startSending(where);
  while ((await freezeChunk(where, 3)) > 0);
}

test("no worker takes a late wave before somebody has looked", async () => {
  const account = await makeAccount();
  const { campaignId, contactIds, far, where } = await launchSpread(account, ["Pacific/Kiritimati", FAR, FAR]);
  await writeDown(where);
  expect(await claimAll(where)).toEqual(contactIds.slice(0, 1));
  await comeBack(account, campaignId, far, 90 * MINUTE);
  expect(await claimAll(where)).toEqual([]);
  expect(await seeToWaves(where)).toBe(true);
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  expect(await seeToWaves(where)).toBe(false);
  expect(await claimAll(where)).toEqual(contactIds.slice(1));
});

test("a wave that was missed while the audience was being written down is asked about as well", async () => {
  const account = await makeAccount();
  const { campaignId, far, where } = await launchSpread(account, ["Pacific/Kiritimati", FAR]);
  await startSending(where);
  await freezeChunk(where, 1);
  await comeBack(account, campaignId, far, 90 * MINUTE);
  expect(await seeToWaves(where)).toBe(false); // the far one is not written down yet
  while ((await freezeChunk(where, 1)) > 0);
  await bulkInAccount(account.accountId, (client) =>
    client.query("UPDATE delivery_wave SET at = now() - interval '90 minutes' WHERE campaign_id = $1 AND zone = $2", [
      campaignId,
      FAR,
    ]),
  );
  expect(await seeToWaves(where)).toBe(true);
});

test("within each wave those who were engaged last come first", async () => {
  const account = await makeAccount();
  const zones = [FAR, "Pacific/Kiritimati", FAR, "Pacific/Kiritimati", FAR, "Pacific/Kiritimati"];
  const { campaignId, contactIds: ids, far, where } = await launchSpread(account, zones, [9, 3, 1, 40, 4, 2]);
  await writeDown(where);
  expect(await claimAll(where)).toEqual([5, 1, 3].map((at) => ids[at]));
  await comeBack(account, campaignId, far, MINUTE);
  expect(await claimAll(where)).toEqual([2, 4, 0].map((at) => ids[at]));
});
