import { afterAll, beforeAll, expect, test } from "vitest";
import { countStates, resumeSending } from "@/lib/deliveries";
import { smtpRelay } from "@/lib/deliveries/transport";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { addSender, removeSender } from "@/lib/senders";
import { AddSender } from "@/lib/senders/schema";
import { as, type TestAccount } from "@/tests/support/accounts";
import { launchAtOnce, launchTo, makeReaders, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { holdDomain, ofDomains, type HeldDomain, type Registry } from "@/tests/support/domains";
import { makeDraft } from "@/tests/support/drafts";
import { startSink, type Sink } from "@/tests/support/smtp-sink";

const READERS = 80;
let registry: Registry;
beforeAll(async () => {
  env().MAILBOX_URL = undefined; // mail leaves the machine: who sends has to be verified
  registry = await ofDomains();
});
afterAll(() => registry.close());

async function begun() {
  const sink = await startSink();
  const relay = () => Promise.resolve(smtpRelay(sink.url, { connections: 1, perSecond: 12, openMs: 2_000 }));
  const engine = runEngine(sink, { identityOf: undefined, relayOf: relay });
  const account = await engine.makeAccount();
  const domain = await holdDomain(registry, account);
  await domain.publish();
  await domain.check();
  const address = `news@${domain.domain}`;
  const { id: senderId } = await as(account, (tenant) =>
    addSender(tenant, AddSender.parse({ name: "Letters", address })),
  );
  await inAccount(account.accountId, (db) => db.sender.updateMany({ data: { confirmedAt: new Date() } }));
  const { listId } = await makeReaders(account, READERS);
  const { campaignId } = await makeDraft(account, { people: [], change: { listId, fromEmail: address } });
  await launchAtOnce(account, campaignId);
  await until(() => sink.mails.length >= 3);
  return { sink, engine, account, domain, senderId, campaignId };
}

async function breakDomain(domain: HeldDomain) {
  await domain.publish({ without: ["dkim1", "dkim2"] });
  await domain.check();
  await inAccount(domain.account.accountId, (db) =>
    db.sendingDomain.updateMany({ data: { doubtedAt: new Date(Date.now() - 3_600_000) } }),
  );
  expect((await domain.check()).state).toBe("broken");
}

const stateOf = (account: TestAccount, campaignId: string) =>
  as(account, async (tenant) => {
    const where = { accountId_id: { accountId: account.accountId, id: campaignId } };
    const { status, pausedReason } = await tenant.db.campaign.findUniqueOrThrow({ where });
    return { status, pausedReason, counts: await countStates(tenant, campaignId) };
  });
const isSigned = ({ raw }: Sink["mails"][number]) => /^DKIM-Signature: /m.test(raw);

test("a domain that breaks under way holds the campaign: nobody gets it unsigned, nobody fails, and it goes on when the key is back", async () => {
  const { sink, engine, account, domain, campaignId } = await begun();
  await breakDomain(domain);
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  await until(async () => (await stateOf(account, campaignId)).counts.leased === 0);
  const held = await stateOf(account, campaignId);
  expect(held).toMatchObject({ pausedReason: "sender_broken", counts: { failed: 0, deferred: 0, suppressed: 0 } });
  expect(held.counts.queued).toBeGreaterThan(0);
  const goOn = () => as(account, (tenant) => resumeSending(tenant, campaignId));
  await expect(goOn()).rejects.toMatchObject({ code: "conflict", reason: "sender_broken" });
  expect((await stateOf(account, campaignId)).status).toBe("paused");

  await domain.publish();
  await domain.check();
  await goOn();
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  await engine.stop();
  expect(new Set(sink.mails.map(({ to }) => String(to))).size).toBe(READERS);
  expect(sink.mails).toHaveLength(READERS);
  expect(sink.mails.filter((mail) => !isSigned(mail))).toEqual([]);
  await sink.close();
});

test("an address that is taken away under way holds its campaign as well", async () => {
  const { sink, engine, account, senderId, campaignId } = await begun();
  await as(account, (tenant) => removeSender(tenant, senderId));
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  expect(await stateOf(account, campaignId)).toMatchObject({ pausedReason: "sender_broken", counts: { failed: 0 } });
  await engine.stop();
  await sink.close();
});

test("a letter that finds its key gone while it is written waits and counts as nothing", async () => {
  env().MAILBOX_URL = "http://127.0.0.1:1";
  const sink = await startSink();
  let isHeld = true;
  let asked = 0;
  const identityOf = () => {
    asked++;
    return Promise.resolve({ dkim: [], returnPathDomain: null, linkOrigin: null, isHeld });
  };
  const engine = runEngine(sink, { identityOf });
  const account = await engine.makeAccount();
  const { campaignId } = await launchTo(account, 5);
  await until(() => asked >= 3);
  expect(sink.mails).toEqual([]);
  expect(await stateOf(account, campaignId)).toMatchObject({ counts: { failed: 0, accepted: 0 } });
  isHeld = false;
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  await engine.stop();
  expect(sink.mails).toHaveLength(5);
  await sink.close();
});
