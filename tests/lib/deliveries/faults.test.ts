import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { launchTo, proofOf, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";
import { startSender } from "@/tests/support/sender-process";

const CONNECTIONS = 4;
let relay: Relay;
beforeAll(async () => {
  relay = await startRelay();
});
afterAll(() => relay.close());

const senderFor = ({ accountId }: TestAccount) =>
  startSender({ RELAY: relay.url, ACCOUNT: accountId, CONNECTIONS: String(CONNECTIONS) });
const acceptedOf = (emails: string[]) => emails.reduce((sum, email) => sum + (relay.accepted.get(email) ?? 0), 0);

test("killed ten times in the middle of five thousand mails: nobody is lost, and no more arrive twice than connections died", async () => {
  const account = await makeAccount();
  const n = 5_000;
  const { campaignId, emails } = await launchTo(account, n);
  const kills = 10;
  for (let kill = 1; kill <= kills; kill++) {
    const sender = await senderFor(account);
    // Somewhere within the next tenth of the campaign, while all connections are busy.
    const goal = Math.min(n - 50, (n / (kills + 1)) * kill + Math.random() * 100);
    await until(() => acceptedOf(emails) >= goal, 40);
    await sender.kill("SIGKILL");
  }
  const last = await senderFor(account);
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  await last.kill("SIGTERM");

  const times = emails.map((email) => relay.accepted.get(email) ?? 0);
  const twice = times.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  expect(times.filter((count) => count === 0)).toEqual([]);
  expect(twice).toBeLessThanOrEqual(kills * CONNECTIONS);
  const { counts, audience, isComplete } = await proofOf(account, campaignId);
  expect({ accepted: counts.accepted, audience, isComplete }).toEqual({ accepted: n, audience: n, isComplete: true });
  expect(acceptedOf(emails) - twice).toBe(counts.accepted);
  // A repeat is recognisable as one: every attempt of a mail carries the same Message-ID.
  expect(emails.every((email) => relay.ids.get(email)!.size === 1)).toBe(true);
}, 480_000);

test("stopped gently in the middle, again and again: nobody twice, nobody lost, no lease left behind", async () => {
  const account = await makeAccount();
  const n = 3_000;
  const { campaignId, emails } = await launchTo(account, n);
  for (let stop = 1; stop <= 4; stop++) {
    const sender = await senderFor(account);
    await until(() => acceptedOf(emails) >= (n / 6) * stop, 40);
    const asked = Date.now();
    await sender.kill("SIGTERM");
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(sender.child.exitCode).toBe(0);
    expect((await proofOf(account, campaignId)).counts.leased).toBe(0);
    expect(await as(account, ({ db }) => db.deliveryLease.count())).toBe(0);
  }
  const last = await senderFor(account);
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  await last.kill("SIGTERM");
  expect(emails.every((email) => relay.accepted.get(email) === 1)).toBe(true);
}, 300_000);

test("two processes share a campaign: nobody twice; one dies, the other takes over", async () => {
  const account = await makeAccount();
  const { campaignId, emails } = await launchTo(account, 3_000);
  const [one, other] = await Promise.all([senderFor(account), senderFor(account)]);
  await until(() => acceptedOf(emails) >= 1_000, 40);
  await one.kill("SIGKILL");
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  await other.kill("SIGTERM");
  const times = emails.map((email) => relay.accepted.get(email) ?? 0);
  expect(times.filter((count) => count === 0)).toEqual([]);
  expect(times.filter((count) => count > 1).length).toBeLessThanOrEqual(CONNECTIONS);
}, 300_000);

test("a database that hangs up while answers are in hand: they are kept and written, nobody is mailed twice", async () => {
  const account = await makeAccount();
  const { campaignId, emails } = await launchTo(account, 2_000);
  const sender = await startSender({
    RELAY: relay.url,
    ACCOUNT: account.accountId,
    CONNECTIONS: "4",
    LEASE_SECONDS: "30",
  });
  for (let cut = 1; cut <= 5; cut++) {
    await until(() => acceptedOf(emails) >= cut * 300, 40);
    await hangUpOn(sender.child.pid!);
  }
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  await sender.kill("SIGTERM");
  expect(emails.filter((email) => relay.accepted.get(email) !== 1)).toEqual([]);
}, 300_000);

/** End every connection that a process has to the database, as a restart of the database would. */
async function hangUpOn(pid: number): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1", [
    `sender ${pid}`,
  ]);
  await client.end();
}
