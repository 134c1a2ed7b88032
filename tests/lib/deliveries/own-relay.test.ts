import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { addDomain, saveRelay } from "@/lib/senders";
import { RelayForm } from "@/lib/senders/schema";
import { env } from "@/lib/platform/env";
import { inAccount } from "@/lib/platform/db";
import { as } from "@/tests/support/accounts";
import { launchTo, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay } from "@/tests/support/relay";

const settings = env();
settings.ALLOW_UNVERIFIED_SENDERS = true; // who may send at all is asked elsewhere
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  settings.ALLOW_PRIVATE_RELAYS = false;
  for (const end of ends.splice(0)) await end();
});

type Arrived = { user: string; from: string; to: string; raw: string };

/** A relay that wants a user and a password before it takes anything. */
async function strictRelay(password: string) {
  const arrived: Arrived[] = [];
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authMethods: ["PLAIN"],
    onAuth: (auth, _, done) =>
      auth.password === password
        ? done(null, { user: auth.username })
        : done(new Error("Invalid username or password")),
    onData: (stream, { user, envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const from = envelope.mailFrom === false ? "" : envelope.mailFrom.address;
        arrived.push({
          user: String(user),
          from,
          to: envelope.rcptTo[0]!.address,
          raw: Buffer.concat(chunks).toString("latin1"),
        });
        done();
      });
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  ends.push(() => new Promise((done) => server.close(() => done(null))));
  return { arrived, port: (server.server.address() as AddressInfo).port };
}

async function engineForAll() {
  const house = await startRelay();
  const engine = runEngine(house, { relayOf: undefined, identityOf: undefined, restMs: 100 });
  ends.push(engine.stop, house.close);
  return engine;
}

const form = (port: number, secret: string) =>
  RelayForm.parse({ kind: "smtp", host: "127.0.0.1", port: String(port), tls: "none", username: "shop", secret });

test("mail of an account leaves by the relay it has set up, signed by its domain, with its own return path and links", async () => {
  settings.ALLOW_PRIVATE_RELAYS = true;
  const { arrived, port } = await strictRelay("right word");
  const engine = await engineForAll();
  const account = await engine.makeAccount();
  const { accountId } = account;
  await as(account, (tenant) => saveRelay(tenant, form(port, "right word")));
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain: "example.com" }));
  await inAccount(accountId, async (db) => {
    await db.dkimKey.updateMany({ where: { accountId, domainId: id, slot: 1 }, data: { isInDns: true } });
    await db.sendingDomain.updateMany({
      where: { accountId, id },
      data: {
        state: "verified",
        returnPathOk: true,
        returnPathHost: "bounce.example.com",
        linkOk: true,
        linkHost: "links.example.com",
      },
    });
  });
  const { campaignId, emails } = await launchTo(account, 12);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(arrived.map(({ to }) => to).toSorted()).toEqual(emails.toSorted());
  for (const { user, from, raw } of arrived) {
    expect(user).toBe("shop");
    expect(from).toMatch(/^b-[a-z2-7]{48}@bounce\.example\.com$/);
    const fromDomain = /^From: .*@([\w.-]+)>?\r$/m.exec(raw)![1]!;
    if (fromDomain.endsWith("example.com"))
      expect(raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256;[^]*?d=example\.com;/);
    expect(raw).toMatch(
      /List-Unsubscribe: <https?:\/\/links\.example\.com(?::\d+)?\/u\/[\w-]+>,\r\n <mailto:u-[a-z2-7]{48}@in\.mailee\.example\?subject=unsubscribe>/,
    );
  }
});

test("a wrong password stops that account's mail and fails nobody; set right, everything goes out", async () => {
  settings.ALLOW_PRIVATE_RELAYS = true;
  const { arrived, port } = await strictRelay("right word");
  const engine = await engineForAll();
  const account = await engine.makeAccount();
  await as(account, (tenant) => saveRelay(tenant, form(port, "wrong word")));
  const { campaignId, emails } = await launchTo(account, 10);
  await until(async () => {
    const lines = await as(account, ({ db }) => db.deliveryLog.findMany({ where: { campaignId } }));
    return lines.some(({ kind }) => kind === "relay_lost");
  });
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 0, failed: 0 });
  await as(account, (tenant) => saveRelay(tenant, form(port, "right word")));
  await until(async () => (await statusOf(account, campaignId)) === "sent", 40);
  expect(arrived.map(({ to }) => to).toSorted()).toEqual(emails.toSorted());
}, 60_000);

test("a relay in our own network is not spoken to unless the operator allows it", async () => {
  settings.ALLOW_PRIVATE_RELAYS = true;
  const { arrived, port } = await strictRelay("right word");
  const engine = await engineForAll();
  const account = await engine.makeAccount();
  await as(account, (tenant) => saveRelay(tenant, form(port, "right word")));
  settings.ALLOW_PRIVATE_RELAYS = false;
  const { campaignId } = await launchTo(account, 3);
  await until(async () => {
    const lines = await as(account, ({ db }) => db.deliveryLog.findMany({ where: { campaignId } }));
    return lines.some(({ kind }) => kind === "relay_lost");
  });
  expect(arrived).toEqual([]);
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 0, failed: 0 });
});
