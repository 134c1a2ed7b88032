import { generateKeyPairSync } from "node:crypto";
import { dkimVerify } from "mailauth/lib/dkim/verify";
import { afterEach, expect, test } from "vitest";
import { readReturnPath } from "@/lib/bounces";
import { readPace } from "@/lib/deliveries";
import { smtpRelay } from "@/lib/deliveries/transport";
import { as } from "@/tests/support/accounts";
import { launchTo, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

const open: { close: () => Promise<void> }[] = [];
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  for (const relay of open.splice(0)) await relay.close();
});

async function relayOnce(options?: Parameters<typeof startRelay>[0]): Promise<Relay> {
  const relay = await startRelay(options);
  open.push(relay);
  return relay;
}

test("an account with a relay of its own sends through it, and its troubles are nobody else's", async () => {
  const [house, own] = [await relayOnce(), await relayOnce()];
  const routes = new Map<string, string>();
  const engine = runEngine(house, {
    relayOf: (accountId) =>
      Promise.resolve(smtpRelay(routes.get(accountId) ?? house.url, { connections: 2, openMs: 1_000 })),
  });
  stops.push(engine.stop);
  const [one, other, lost] = [await engine.makeAccount(), await engine.makeAccount(), await engine.makeAccount()];
  routes.set(other.accountId, own.url);
  routes.set(lost.accountId, "smtp://127.0.0.1:1");
  const hopeless = await launchTo(lost, 20);
  const [first, second] = [await launchTo(one, 60), await launchTo(other, 60)];
  await until(
    async () =>
      (await statusOf(one, first.campaignId)) === "sent" && (await statusOf(other, second.campaignId)) === "sent",
  );
  expect(first.emails.map((email) => [house.accepted.get(email), own.accepted.get(email)])).toEqual(
    first.emails.map(() => [1, undefined]),
  );
  expect(second.emails.map((email) => [house.accepted.get(email), own.accepted.get(email)])).toEqual(
    second.emails.map(() => [undefined, 1]),
  );
  expect((await proofOf(lost, hopeless.campaignId)).counts).toMatchObject({ accepted: 0, failed: 0, deferred: 0 });
});

test("other settings, another relay: what is left goes the new way, and nobody gets it twice", async () => {
  const [before, after] = [await relayOnce({ delayMs: 20 }), await relayOnce()];
  let url = before.url;
  const engine = runEngine(before, {
    relayOf: () => Promise.resolve(smtpRelay(url, { connections: 2, openMs: 1_000 })),
  });
  stops.push(engine.stop);
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 1_500);
  await until(() => before.total() > 100);
  url = after.url;
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  expect(after.total()).toBeGreaterThan(0);
  expect(emails.filter((email) => (before.accepted.get(email) ?? 0) + (after.accepted.get(email) ?? 0) !== 1)).toEqual(
    [],
  );
}, 90_000);

test("a relay's limit is kept", async () => {
  const relay = await relayOnce();
  const engine = runEngine(relay, {
    relayOf: () => Promise.resolve(smtpRelay(relay.url, { connections: 4, perSecond: 40 })),
  });
  stops.push(engine.stop);
  const account = await engine.makeAccount();
  const begun = Date.now();
  const { campaignId } = await launchTo(account, 160);
  await until(async () => (await statusOf(account, campaignId)) === "sent", 30);
  expect(relay.total()).toBe(160);
  // Forty at once, then forty a second: the last one cannot leave before three seconds are over.
  expect(Date.now() - begun).toBeGreaterThanOrEqual(2_900);
});

test("a domain's limit is kept while others get their mail at once, and nobody is lost over it", async () => {
  const relay = await relayOnce();
  const engine = runEngine(relay, { pace: { limits: new Map([["slow.example.com", 20]]) } });
  stops.push(engine.stop);
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 200, (at) =>
    at % 2 ? `a-${at}` : `a-${at}@slow.example.com`,
  );
  const slow = emails.filter((email) => email.endsWith("@slow.example.com"));
  expect(slow).toHaveLength(100);
  const begun = Date.now();
  await until(() => emails.every((email) => slow.includes(email) || relay.accepted.get(email) === 1), 10);
  expect(slow.filter((email) => relay.accepted.has(email)).length).toBeLessThan(80);
  await until(async () => (await statusOf(account, campaignId)) === "sent", 30);
  expect(Date.now() - begun).toBeGreaterThanOrEqual(3_500);
  expect(emails.filter((email) => relay.accepted.get(email) !== 1)).toEqual([]);
  expect((await proofOf(account, campaignId)).counts.accepted).toBe(200);
}, 60_000);

test("a domain that asks for time rests, then gets all of its mail, and nobody else waits", async () => {
  let isBusy = true;
  const relay = await relayOnce({
    behave: (address) =>
      isBusy && address.endsWith("@busy.example.com")
        ? { do: "refuse", at: "rcpt", reply: "451 4.7.1 Too many connections, slow down" }
        : { do: "accept" },
  });
  const engine = runEngine(relay, { pace: { restMs: 1_500 } });
  stops.push(engine.stop);
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 300, (at) =>
    at % 10 ? `b-${at}` : `b-${at}@busy.example.com`,
  );
  const busy = emails.filter((email) => email.endsWith("@busy.example.com"));
  await until(() => emails.every((email) => busy.includes(email) || relay.accepted.get(email) === 1), 20);
  const { counts } = await proofOf(account, campaignId);
  expect(counts.accepted).toBe(270);
  const lanes = () => as(account, (tenant) => readPace(tenant, campaignId));
  await until(async () => (await lanes()).length === 2);
  expect((await lanes())[0]).toMatchObject({
    domain: "busy.example.com",
    reply: expect.stringContaining("slow down") as string,
  });
  expect((await lanes())[0]!.state).not.toBe("flowing");
  expect((await lanes())[1]).toMatchObject({ domain: "example.com", state: "flowing", reply: "" });
  isBusy = false;
  await until(async () => (await statusOf(account, campaignId)) === "sent", 60);
  expect(emails.filter((email) => relay.accepted.get(email) !== 1)).toEqual([]);
}, 90_000);

test("a letter arrives signed by its domain, and its return path names it", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const relay = await relayOnce({ keepRaw: true });
  const engine = runEngine(relay, {
    identityOf: (_, from) =>
      Promise.resolve({
        dkim: [{ domain: from.split("@")[1]!, selector: "m1", key: privateKey }],
        returnPathDomain: null,
        linkOrigin: null,
      }),
  });
  stops.push(engine.stop);
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 5);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
  for (const email of emails) {
    const { results } = await dkimVerify(Buffer.from(relay.raw.get(email)!, "latin1"), {
      resolver: async () => [[record]],
    });
    expect(results.map(({ status }) => status.result)).toEqual(["pass"]);
    expect(results[0]!.signingHeaders!.keys).toMatch(/List-Unsubscribe-Post/i);
    const path = readReturnPath(relay.paths.get(email)!);
    expect(path?.campaignId).toBe(campaignId);
  }
});
