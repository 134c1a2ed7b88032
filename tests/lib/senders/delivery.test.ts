import { randomBytes } from "node:crypto";
import { dkimVerify } from "mailauth/lib/dkim/verify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { inAccount } from "@/lib/platform/db";
import { runJob } from "@/lib/platform/jobs";
import { addDomain, addSender, getDomain } from "@/lib/senders";
import { makeAsk } from "@/lib/senders/dns/ask";
import { checkDomain } from "@/lib/senders/jobs";
import { AddSender } from "@/lib/senders/schema";
import { as } from "@/tests/support/accounts";
import { launchAtOnce, makeReaders, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startDnsServer, type Zone } from "@/tests/support/dns-server";
import { makeDraft } from "@/tests/support/drafts";
import { startSink, type Sink } from "@/tests/support/smtp-sink";

const settings = env();
const zone: Zone = { "in.house.example MX": [{ exchange: "mx.house.example", preference: 10 }] };
const domain = `${randomBytes(6).toString("hex")}.example`;
let dns: Awaited<ReturnType<typeof startDnsServer>>;
let sink: Sink;

beforeAll(async () => {
  [dns, sink] = await Promise.all([startDnsServer(zone), startSink()]);
  Object.assign(settings, {
    DNS_SERVERS: [dns.address],
    INBOUND_DOMAIN: "in.house.example",
    LINK_HOST: "app.house.example",
  });
});
afterAll(() => Promise.all([dns.close(), sink.close()]));

// Asks the same name server for the key as a receiver would.
const resolver = async (name: string) => {
  const answer = await makeAsk([dns.address])("TXT", name);
  if (answer.kind === "found") return answer.values.map((value) => [value]);
  throw Object.assign(new Error("no such name"), { code: "ENOTFOUND" });
};

test("from the first record to the reader: a verified domain signs, takes bounces and leads the links, and answers go where they should", async () => {
  const engine = runEngine(sink, { identityOf: undefined });
  const account = await engine.makeAccount();
  const { accountId } = account;
  const id = await as(account, async (tenant) => {
    const sender = { name: "Letters", address: `letter@${domain}`, replyTo: `help@${domain}` };
    await addSender(tenant, AddSender.parse(sender));
    return (await addDomain(tenant, { domain })).id;
  });
  await inAccount(accountId, (db) => db.sender.updateMany({ data: { confirmedAt: new Date() } }));
  const { records } = await as(account, (tenant) => getDomain(tenant, id));
  for (const { type, host, value } of records) zone[`${host} ${type}`] = [value];
  await runJob(
    checkDomain,
    { accountId, input: { domainId: id } },
    { signal: new AbortController().signal, attempt: 1 },
  );

  const { listId } = await makeReaders(account, 3);
  const change = { listId, fromEmail: `letter@${domain}` };
  const { campaignId } = await makeDraft(account, { people: [], change });
  await launchAtOnce(account, campaignId);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  await engine.stop();

  expect(sink.mails).toHaveLength(3);
  for (const { from, raw } of sink.mails) {
    expect(from).toMatch(new RegExp(`@bounce\\.${domain}$`));
    expect(raw).toContain(`\r\nReply-To: help@${domain}\r\n`);
    expect(raw).toMatch(new RegExp(`List-Unsubscribe: <http://links\\.${domain}:3000/u/`));
    const { results } = await dkimVerify(Buffer.from(raw), { resolver });
    expect(results.map(({ signingDomain, status }) => [signingDomain, status.result])).toEqual([[domain, "pass"]]);
    expect(results[0]!.signingHeaders?.keys.toLowerCase()).toMatch(
      /list-unsubscribe.*list-unsubscribe-post|list-unsubscribe-post.*list-unsubscribe/,
    );
  }
});
