import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { env } from "@/lib/platform/env";
import { inAccount, inSystem } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { addDomain, askCheck, getDomain, rotateDkim, sendingIdentity } from "@/lib/senders";
import { checkDomain, checkDomains } from "@/lib/senders/jobs";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";

const settings = env();
const zone: Zone = { "in.house.example MX": [{ exchange: "mx.house.example", preference: 10 }] };
let server: Awaited<ReturnType<typeof startDnsServer>>;
beforeAll(async () => {
  server = await startDnsServer(zone);
  Object.assign(settings, {
    DNS_SERVERS: [server.address],
    INBOUND_DOMAIN: "in.house.example",
    LINK_HOST: "app.house.example",
  });
});
afterAll(() => server.close());

type Held = { account: TestAccount; id: string; domain: string };

async function held(): Promise<Held> {
  const account = await makeAccount();
  const domain = `${randomBytes(6).toString("hex")}.example`;
  const { id } = await as(account, (tenant) => addDomain(tenant, { domain }));
  return { account, id, domain };
}

const view = ({ account, id }: Held) => as(account, (tenant) => getDomain(tenant, id));
const identity = ({ account, domain }: Held) => as(account, (tenant) => sendingIdentity(tenant, `news@${domain}`));
const check = async (one: Held) => {
  const input = { accountId: one.account.accountId, input: { domainId: one.id } };
  await runJob(checkDomain, input, { signal: new AbortController().signal, attempt: 1 });
  return view(one);
};

/** The look ten minutes after the first that found something missing. */
const checkLater = async (one: Held) => {
  await inAccount(one.account.accountId, (db) =>
    db.sendingDomain.updateMany({
      where: { doubtedAt: { not: null } },
      data: { doubtedAt: new Date(Date.now() - 600_001) },
    }),
  );
  return check(one);
};

/** Publish what the page shows, but for these. */
async function publish(one: Held, { without = [] as string[] } = {}) {
  for (const { record, type, host, value } of (await view(one)).records)
    if (without.includes(record)) delete zone[`${host} ${type}`];
    else zone[`${host} ${type}`] = [value];
}

const mails = ({ account }: Held) =>
  inSystem((db) =>
    db.outboxMail.findMany({
      where: { accountId: account.accountId },
      orderBy: { createdAt: "asc" },
      select: { subject: true, text: true },
    }),
  );

test("a domain is verified once its key is in DNS, and what is verified is used", async () => {
  const one = await held();
  expect(await check(one)).toMatchObject({ state: "waiting", returnPathOk: false, linkOk: false });
  expect(await identity(one)).toEqual({ dkim: [], returnPathDomain: null, linkOrigin: null });
  await publish(one);
  const well = await check(one);
  expect(well).toMatchObject({ state: "verified", returnPathOk: true, linkOk: true, driftedAt: null });
  expect(await identity(one)).toMatchObject({
    dkim: [{ domain: one.domain, selector: expect.stringMatching(/^ml1-/) }],
    returnPathDomain: `bounce.${one.domain}`,
    linkOrigin: `http://links.${one.domain}:3000`,
  });
  expect(await mails(one)).toEqual([]);
});

test("names alone verify nothing: who does not hold the key does not hold the domain", async () => {
  const one = await held();
  await publish(one, { without: ["dkim1", "dkim2"] });
  expect(await check(one)).toMatchObject({ state: "waiting", linkOk: true });
  expect(await identity(one)).toEqual({ dkim: [], returnPathDomain: null, linkOrigin: null });
});

test("what was well and is not is mailed once, and once when it is well again", async () => {
  const one = await held();
  await publish(one);
  await check(one);
  await publish(one, { without: ["dkim1", "dkim2", "link"] });
  await check(one);
  const lost = await checkLater(one);
  expect(lost).toMatchObject({ state: "broken", linkOk: false });
  expect(lost.driftedAt).not.toBeNull();
  await check(one);
  const [told, ...more] = await mails(one);
  expect(more).toEqual([]);
  expect(told!.subject).toBe(`${one.domain}: a record in DNS is missing or changed`);
  expect(told!.text).toContain(`Signing key, ml1-`);
  expect(told!.text).toContain(`Links, links.${one.domain}`);
  expect((await identity(one)).dkim).toEqual([]);

  await publish(one);
  expect(await check(one)).toMatchObject({ state: "verified", driftedAt: null });
  await check(one);
  expect((await mails(one)).map(({ subject }) => subject)).toEqual([told!.subject, `${one.domain} is well again`]);
});

test("a name server that does not answer changes nothing and alarms nobody", async () => {
  const one = await held();
  await publish(one);
  const { records } = await check(one);
  for (const { host, type } of records) zone[`${host} ${type}`] = "servfail";
  expect(await check(one)).toMatchObject({ state: "verified", returnPathOk: true, linkOk: true });
  expect(await mails(one)).toEqual([]);
});

test("members are told in their own language", async () => {
  const one = await held();
  await inSystem((db) => db.user.update({ where: { id: one.account.userId }, data: { locale: "pt-BR" } }));
  await publish(one);
  await check(one);
  await publish(one, { without: ["return_path"] });
  await check(one);
  await checkLater(one);
  expect((await mails(one))[0]!.text).toContain("Caminho de volta");
});

test("a change of keys is made when the new one is seen, and mail goes on being signed meanwhile", async () => {
  const one = await held();
  await publish(one, { without: ["dkim2"] });
  await check(one);
  expect(await as(one.account, (tenant) => rotateDkim(tenant, one.id))).toEqual({ active: false });
  await check(one);
  expect((await identity(one)).dkim[0]!.selector).toMatch(/^ml1-/);
  await publish(one);
  expect(await check(one)).toMatchObject({ activeSlot: 2, nextSlot: null });
  expect((await identity(one)).dkim[0]!.selector).toMatch(/^ml2-/);
  // The key that was used before is replaced, under a name of its own.
  const before = (await view(one)).records[0]!.host;
  await as(one.account, (tenant) => rotateDkim(tenant, one.id));
  const after = await view(one);
  expect(after).toMatchObject({ activeSlot: 2, nextSlot: 1 });
  expect(after.records[0]!.host).not.toBe(before);
  expect(await mails(one)).toEqual([]);
});

// The queue's own table is closed to the program's roles.
async function waitingChecks({ account, id }: Held): Promise<number> {
  const owner = new pg.Client({ connectionString: inject("databaseUrl") });
  await owner.connect();
  const { rows } = await owner.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM graphile_worker._private_jobs WHERE key = $1",
    [`senders.check-domain:${account.accountId}:${id}`],
  );
  await owner.end();
  return rows[0]!.n;
}

test("each day every domain is asked once more", async () => {
  const one = await held();
  const checkedAgo = (hours: number) =>
    inAccount(one.account.accountId, (db) =>
      db.sendingDomain.updateMany({ data: { checkedAt: new Date(Date.now() - hours * 3_600_000) } }),
    );
  const signal = new AbortController().signal;
  const daily = () => runJob(checkDomains, { accountId: null, input: {} }, { signal, attempt: 1 });
  await checkedAgo(21);
  await daily();
  expect(await waitingChecks(one)).toBe(0);
  await checkedAgo(23);
  await daily();
  await daily();
  expect(await waitingChecks(one)).toBe(1);
});

test("asking by hand is bounded", async () => {
  const one = await held();
  const now = new Date();
  const ask = () => as(one.account, (tenant) => askCheck(tenant, one.id, now));
  for (let n = 0; n < 10; n++) await ask();
  expect(await view(one)).toMatchObject({ checkAskedAt: now });
  await expect(ask()).rejects.toMatchObject({ code: "rate_limited" });
});

test("a domain that was removed while its check waited is no trouble", async () => {
  const one = await held();
  await inAccount(one.account.accountId, (db) => db.sendingDomain.deleteMany({}));
  const input = { accountId: one.account.accountId, input: { domainId: one.id } };
  await expect(
    runJob(checkDomain, input, { signal: new AbortController().signal, attempt: 1 }),
  ).resolves.toBeUndefined();
});
