import { afterEach, beforeEach, expect, test } from "vitest";
import { resumeSending } from "@/lib/deliveries";
import { as, type TestAccount } from "@/tests/support/accounts";
import { launchTo, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Behaviour, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeEach(async () => {
  relay = await startRelay();
  engine = runEngine(relay);
});
afterEach(async () => {
  await engine.stop();
  await relay.close();
});

const sent = (account: TestAccount, campaignId: string) =>
  until(async () => (await statusOf(account, campaignId)) === "sent");
const times = (emails: string[]) => emails.map((email) => relay.accepted.get(email) ?? 0);
const statuses = async (account: TestAccount, ids: string[]) => {
  const contacts = await as(account, ({ db }) =>
    db.contact.findMany({ where: { id: { in: ids } }, select: { id: true, status: true } }),
  );
  const byId = new Map(contacts.map(({ id, status }) => [id, status]));
  return ids.map((id) => byId.get(id));
};

test("a relay with every bad habit: each person ends as they should, and the relay agrees", async () => {
  const tries = new Map<string, number>();
  relay.set({
    behave: (address): Behaviour => {
      const n = (tries.get(address) ?? 0) + (address ? 1 : 0);
      tries.set(address, n);
      const kind = address.split("-")[0];
      if (kind === "gone") return { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" };
      if (kind === "full") return { do: "refuse", at: "rcpt", reply: "552 5.2.2 Mailbox full" };
      if (kind === "late") return { do: "refuse", at: "body", reply: "550 5.1.1 Nobody here, says the last server" };
      if (n > 1 || !address) return { do: "accept" };
      if (kind === "busy") return { do: "refuse", at: "rcpt", reply: "451 4.3.0 Try later" };
      if (kind === "cut") return { do: "cut" };
      if (kind === "bye") return { do: "goodbye" };
      return { do: "accept" };
    },
  });
  const kinds = ["gone", "full", "late", "busy", "cut", "bye", "fine", "fine", "fine", "fine"];
  const account = await engine.makeAccount();
  const { campaignId, emails, contactIds } = await launchTo(account, 200, (at) => `${kinds[at % 10]}-${at}`);
  await sent(account, campaignId);

  const proof = await proofOf(account, campaignId);
  expect(proof.counts).toMatchObject({ accepted: 140, failed: 60, deferred: 0, expired: 0 });
  expect(proof.isComplete).toBe(true);
  const arrives = (email: string) => !/^(gone|full|late)/.test(email);
  expect(times(emails)).toEqual(emails.map((email) => (arrives(email) ? 1 : 0)));
  expect(await statuses(account, contactIds.slice(0, 4))).toEqual(["invalid", "soft_bounced", "invalid", "valid"]);
  await expectEveryTryWritten(account, campaignId);
}, 240_000);

test("no answer after the final dot is counted as such and tried again: the one case that may arrive twice", async () => {
  const asked = new Set<string>();
  relay.set({
    behave: (address): Behaviour => {
      const first = address.startsWith("mute") && !asked.has(address);
      asked.add(address);
      return first ? { do: "silence", counts: true } : { do: "accept" };
    },
  });
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 20, (at) => (at < 2 ? `mute-${at}` : `fine-${at}`));
  await sent(account, campaignId);
  expect(times(emails)).toEqual(emails.map((email) => (email.startsWith("mute") ? 2 : 1)));
  expect(await proofOf(account, campaignId)).toMatchObject({ ambiguous: 2, counts: { accepted: 20 } });
  expect(relay.ids.get(emails[0]!)!.size).toBe(1);
});

test("a refusal that is about us pauses the campaign, fails nobody, and leaves every contact alone", async () => {
  relay.set({
    behave: (address) =>
      address ? { do: "refuse", at: "body", reply: "550 5.7.1 Message rejected due to policy" } : { do: "accept" },
  });
  const account = await engine.makeAccount();
  const { campaignId, contactIds, emails } = await launchTo(account, 100);
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  await until(async () => (await proofOf(account, campaignId)).counts.leased === 0);
  const { counts } = await proofOf(account, campaignId);
  expect(counts).toMatchObject({ failed: 0, accepted: 0 });
  expect(counts.deferred).toBeLessThan(100); // it stopped before it had tried everyone
  expect(new Set(await statuses(account, contactIds))).toEqual(new Set(["unknown"]));
  const campaign = await as(account, ({ db }) => db.campaign.findFirst({ where: { id: campaignId } }));
  expect(campaign!.pausedReason).toBe("refused_by_relay");

  relay.set({ behave: () => ({ do: "accept" }) });
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  await sent(account, campaignId);
  expect(times(emails).every((count) => count === 1)).toBe(true);
});

test("a relay that does not want us fails nobody: everything waits until it does", async () => {
  relay.set({
    behave: (address) =>
      address ? { do: "refuse", at: "rcpt", reply: "530 5.7.0 Authenticate first" } : { do: "accept" },
  });
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 50);
  await until(async () => (await logOf(account, campaignId)).includes("relay_lost"));
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ failed: 0, deferred: 0, accepted: 0 });
  relay.set({ behave: () => ({ do: "accept" }) });
  await sent(account, campaignId);
  expect(times(emails).every((count) => count === 1)).toBe(true);
  expect(await logOf(account, campaignId)).toContain("relay_back");
});

test("a relay that is down for a while costs time and nothing else", async () => {
  const account = await engine.makeAccount();
  await relay.close();
  const { campaignId, emails } = await launchTo(account, 60);
  await until(async () => (await logOf(account, campaignId)).includes("relay_lost"));
  relay = await startRelay({}, Number(new URL(relay.url).port));
  await sent(account, campaignId);
  expect(times(emails).every((count) => count === 1)).toBe(true);
  const rows = await as(account, ({ db }) => db.delivery.findMany({ where: { campaignId } }));
  expect(rows.map(({ attempts }) => attempts)).toEqual(rows.map(() => 1));
});

test("what is put off until the campaign's lifetime is over expires, and the campaign is sent", async () => {
  relay.set({
    behave: (address) =>
      address.startsWith("busy") ? { do: "refuse", at: "rcpt", reply: "450 4.2.0 Busy" } : { do: "accept" },
  });
  const account = await engine.makeAccount();
  const { campaignId, emails, contactIds } = await launchTo(account, 20, (at) =>
    at < 3 ? `busy-${at}` : `fine-${at}`,
  );
  await until(async () => (await proofOf(account, campaignId)).counts.accepted === 17);
  await as(account, ({ db }) => db.deliveryRun.updateMany({ where: { campaignId }, data: { expiresAt: new Date() } }));
  await sent(account, campaignId);
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 17, expired: 3 });
  expect(times(emails.slice(0, 3))).toEqual([0, 0, 0]);
  expect(await statuses(account, contactIds.slice(0, 1))).toEqual(["soft_bounced"]);
});

test("a relay without pipelining is served step by step", async () => {
  relay.set({ pipelining: false });
  const account = await engine.makeAccount();
  const { campaignId, emails } = await launchTo(account, 60);
  await sent(account, campaignId);
  expect(times(emails).every((count) => count === 1)).toBe(true);
});

async function logOf(account: TestAccount, campaignId: string): Promise<string[]> {
  const lines = await as(account, ({ db }) => db.deliveryLog.findMany({ where: { campaignId } }));
  return lines.map(({ kind }) => kind);
}

/** The attempts of each row are numbered 1, 2, 3 without a gap, and the last one says what the row says. A first try that was accepted is told by its row alone. */
async function expectEveryTryWritten(account: TestAccount, campaignId: string): Promise<void> {
  const { rows, tries } = await as(account, async ({ db }) => ({
    rows: await db.delivery.findMany({ where: { campaignId } }),
    tries: await db.deliveryAttempt.findMany({ where: { campaignId }, orderBy: [{ seq: "asc" }, { attempt: "asc" }] }),
  }));
  for (const { seq, attempts, state, replyCode } of rows) {
    const own = tries.filter((one) => one.seq === seq);
    if (attempts === 1 && state === "accepted") {
      expect({ own, isAccepted: replyCode !== null && replyCode < 300 }).toEqual({ own: [], isAccepted: true });
      continue;
    }
    expect(own.map(({ attempt }) => attempt)).toEqual(Array.from({ length: attempts }, (_, at) => at + 1));
    expect(own.at(-1)!.code).toBe(replyCode);
    expect(own.at(-1)!.outcome === "accepted").toBe(state === "accepted");
  }
}
