import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelSending, launchCampaign, previewWaves, rescheduleLaunch, resendRest } from "@/lib/deliveries";
import { momentOf, resolveZone } from "@/lib/deliveries/zones";
import { bulkInAccount, inSystem } from "@/lib/platform/db";
import { as, type TestAccount } from "@/tests/support/accounts";
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

/** A draft to people whose field `zone` holds these. */
async function makeSpread(zones: (string | null)[]) {
  const account = await engine.makeAccount();
  const readers = await makeReaders(account, zones.length);
  await bulkInAccount(account.accountId, (client) =>
    client.query(
      `UPDATE contact c SET fields = jsonb_build_object('zone', t.zone) FROM unnest($2::uuid[], $3::text[]) AS t(id, zone)
       WHERE c.account_id = $1 AND c.id = t.id AND t.zone IS NOT NULL`,
      [account.accountId, readers.contactIds, zones],
    ),
  );
  await inSystem((db) =>
    db.account.update({ where: { id: account.accountId }, data: { timeZone: "America/Sao_Paulo" } }),
  );
  return { account, ...readers, campaignId: await makeCampaign(account, readers.listId) };
}

const clock = (wallTime: string) => ({ zoneField: "zone", wallTime });
const rowsOf = (account: TestAccount, campaignId: string) =>
  as(account, ({ db }) => db.delivery.findMany({ where: { campaignId }, orderBy: { seq: "asc" } }));
/** What a wall clock shows at that moment. */
const wallAt = (at: Date, zone: string) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" })
    .format(at)
    .replace(" ", "T");

test("a time on a wall is the moment at which a clock there shows it, in every zone and season", () => {
  const zones = Intl.supportedValuesOf("timeZone");
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 730 * 24 }), (zone, hours) => {
      const wall = new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000).toISOString().slice(0, 16);
      const shown = wallAt(momentOf(wall, zone), zone);
      // An hour that a clock change leaves out is shown by no clock; the one after it is taken.
      const later = Date.parse(`${shown}Z`) - Date.parse(`${wall}Z`);
      expect([0, 30, 60, 120].map((minutes) => minutes * 60_000)).toContain(later);
    }),
    { numRuns: 300 },
  );
});

test("zones are read as people write them, and what is none is told apart", () => {
  expect(resolveZone(" America/Sao Paulo ")).toBe("America/Sao_Paulo");
  expect(resolveZone("europe/lisbon")).toBe("Europe/Lisbon");
  for (const none of ["", "+03:00", "Atlantis/Capital", "-3", "3"]) expect(resolveZone(none)).toBeNull();
});

test("the waves are told before: each zone with its moment and its people, the rest in the account's", async () => {
  const { account, campaignId } = await makeSpread(["Asia/Tokyo", "Asia/Tokyo", "Europe/Lisbon", null, "nowhere"]);
  const waves = await as(account, (tenant) => previewWaves(tenant, campaignId, clock("2030-06-03T09:00")));
  expect(waves).toEqual([
    { zone: "Asia/Tokyo", at: new Date("2030-06-03T00:00:00Z"), n: 2 },
    { zone: "Europe/Lisbon", at: new Date("2030-06-03T08:00:00Z"), n: 1 },
    { zone: "America/Sao_Paulo", at: new Date("2030-06-03T12:00:00Z"), n: 2 },
  ]);
});

test("each gets it when their clock shows the time: nobody before, where it has passed at once, everyone once", async () => {
  const { account, campaignId, emails } = await makeSpread([
    "Pacific/Kiritimati",
    "Etc/UTC",
    "Etc/UTC",
    "Pacific/Pago_Pago",
  ]);
  // Now on the clock of Greenwich: passed in Kiritimati, and half a day off in Pago Pago.
  const wallTime = new Date(Date.now() - 120_000).toISOString().slice(0, 16);
  await as(account, (tenant) =>
    launchCampaign(tenant, { campaignId, readerClock: clock(wallTime) }, new Date(Date.now() - 600_000)),
  );
  const times = () => emails.map((email) => relay.accepted.get(email) ?? 0);
  await until(() =>
    times()
      .slice(0, 3)
      .every((n) => n === 1),
  );
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(times()).toEqual([1, 1, 1, 0]);
  const rows = await rowsOf(account, campaignId);
  expect(rows[3]).toMatchObject({ state: "queued", nextAt: momentOf(wallTime, "Pacific/Pago_Pago") });
  expect(await statusOf(account, campaignId)).toBe("sending");
  const waves = await as(account, ({ db }) => db.deliveryWave.findMany({ where: { campaignId } }));
  expect(Object.fromEntries(waves.map(({ zone, n }) => [zone, n]))).toEqual({
    "Pacific/Kiritimati": 1,
    UTC: 2,
    "Pacific/Pago_Pago": 1,
  });
  const run = await as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }));
  expect(run.expiresAt!.getTime()).toBeGreaterThan(rows[3]!.nextAt!.getTime() + 71 * 3_600_000);

  await inSystem((db) =>
    db.delivery.updateMany({ where: { campaignId, state: "queued" }, data: { nextAt: new Date() } }),
  );
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(times()).toEqual([1, 1, 1, 1]);
});

test("cancelled between two waves, the rest is written down, and can be sent to later", async () => {
  const { account, campaignId, emails } = await makeSpread(["Pacific/Kiritimati", "Pacific/Pago_Pago"]);
  const wallTime = new Date(Date.now() - 120_000).toISOString().slice(0, 16);
  await as(account, (tenant) =>
    launchCampaign(tenant, { campaignId, readerClock: clock(wallTime) }, new Date(Date.now() - 600_000)),
  );
  await until(() => relay.accepted.get(emails[0]!) === 1);
  await as(account, (tenant) => cancelSending(tenant, campaignId));
  await until(
    async () =>
      (await as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }))).isOpen === false,
  );
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 1, cancelled: 1 });
  await as(account, (tenant) => resendRest(tenant, { campaignId, expected: 1 }));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(relay.accepted.get(emails[1]!)).toBe(1);
});

test("it begins shortly before the first wave, can be moved until then, and not into what has passed everywhere", async () => {
  const { account, campaignId } = await makeSpread(["Asia/Tokyo", "Europe/Lisbon"]);
  const launched = await as(account, (tenant) =>
    launchCampaign(tenant, { campaignId, readerClock: clock("2030-06-03T09:00") }),
  );
  expect(launched.startsAt).toEqual(new Date("2030-06-02T23:50:00Z"));
  const moved = await as(account, (tenant) => rescheduleLaunch(tenant, { campaignId, wallTime: "2030-07-01T08:00" }));
  expect(moved.startsAt).toEqual(new Date("2030-06-30T22:50:00Z"));
  const past = as(account, (tenant) => rescheduleLaunch(tenant, { campaignId, wallTime: "2020-01-01T08:00" }));
  await expect(past).rejects.toMatchObject({ code: "invalid", reason: "wall_time_passed", field: "sendAt" });
});
