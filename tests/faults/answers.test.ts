import { afterEach, beforeEach, expect, test } from "vitest";
import { resumeSending } from "@/lib/deliveries";
import { as } from "@/tests/support/accounts";
import { proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startCountingSink, type CountingSink, type Habit } from "@/tests/support/counting-sink";
import { launchCounted, note, untilSent, type Launched } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";

// What an answer makes of a person, a campaign and a relay.
const CONNECTIONS = 4;
let sink: CountingSink;
let engine: ReturnType<typeof runEngine>;
beforeEach(async () => {
  sink = await startCountingSink();
  engine = runEngine(sink, { connections: CONNECTIONS });
});
afterEach(async () => {
  await engine.stop();
  await sink.close();
});

const launch = async (n: number, local?: (at: number) => string) => launchCounted(n, await engine.makeAccount(), local);
const isPaused = (sending: Launched) => async () => (await statusOf(sending.account, sending.campaignId)) === "paused";
const statuses = async ({ account }: Launched, ids: string[]) => {
  const contacts = await as(account, ({ db }) =>
    db.contact.findMany({ where: { id: { in: ids } }, select: { id: true, status: true } }),
  );
  const byId = new Map(contacts.map(({ id, status }) => [id, status]));
  return ids.map((id) => byId.get(id));
};
const always = (step: "rcpt" | "dot", say: string): Habit => {
  return (at) => (at.step === step ? { say } : undefined);
};

test("every answer at once: each person ends as they should, and the relay agrees", async () => {
  const begun = performance.now();
  sink.set({ habit: habitByName });
  const kinds = ["gone", "full", "late", "busy", "cut", "bye", "fine", "fine", "fine", "fine"];
  const sending = await launch(200, (at) => `${kinds[at % 10]}-${at}`);
  await untilSent(sending);
  const { states, lost, duplicates, phantom } = await expectKept(sending, sink);
  expect(states).toEqual({ accepted: 140, failed: 60 });
  expect(await statuses(sending, sending.contactIds.slice(0, 4))).toEqual([
    "invalid",
    "soft_bounced",
    "invalid",
    "valid",
  ]);
  note("relay: every answer at once", begun, { mails: 200, lost, duplicates, bound: 0, phantom });
}, 240_000);

test("a refusal that is about us pauses the campaign: one for each connection at most, nobody fails, contacts are left alone", async () => {
  const begun = performance.now();
  sink.set({ habit: always("dot", "550 5.7.1 Message rejected due to policy") });
  const sending = await launch(400);
  const { account, campaignId, contactIds } = sending;
  await until(isPaused(sending));
  await until(async () => (await proofOf(account, campaignId)).counts.leased === 0);
  const { counts } = await proofOf(account, campaignId);
  expect(counts).toMatchObject({ failed: 0, accepted: 0 });
  expect(counts.deferred).toBeLessThanOrEqual(CONNECTIONS);
  expect(sink.ids.size).toBe(counts.deferred);
  expect(new Set(await statuses(sending, contactIds))).toEqual(new Set(["unknown"]));
  const campaign = await as(account, ({ db }) => db.campaign.findFirst({ where: { id: campaignId } }));
  expect(campaign!.pausedReason).toBe("refused_by_relay");
  const told = await as(account, ({ db }) => db.deliveryLog.findFirst({ where: { campaignId, kind: "paused" } }));
  expect(told!.detail).toMatchObject({ text: "550 5.7.1 Message rejected due to policy" });

  // Whoever resumes has looked at it: then it takes twenty refusals, and again one for each connection at most behind the last of them.
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  await until(isPaused(sending));
  await until(async () => (await proofOf(account, campaignId)).counts.leased === 0);
  const tries = await as(account, ({ db }) => db.deliveryAttempt.count({ where: { campaignId, outcome: "policy" } }));
  expect(tries - counts.deferred).toBeGreaterThanOrEqual(20);
  expect(tries - counts.deferred).toBeLessThanOrEqual(19 + CONNECTIONS);

  sink.set({ habit: () => undefined });
  await as(account, (tenant) => resumeSending(tenant, campaignId));
  await untilSent(sending);
  const { lost, duplicates, phantom } = await expectKept(sending, sink);
  note("relay: refuses us", begun, {
    mails: 400,
    refusals: counts.deferred,
    most: CONNECTIONS,
    lost,
    duplicates,
    phantom,
  });
});

test("a relay that does not want us fails nobody: everything waits until it does", async () => {
  sink.set({ habit: always("rcpt", "530 5.7.0 Authenticate first") });
  const sending = await launch(50);
  await until(async () => (await logOf(sending)).includes("relay_lost"));
  expect((await proofOf(sending.account, sending.campaignId)).counts).toMatchObject({
    failed: 0,
    deferred: 0,
    accepted: 0,
  });
  sink.set({ habit: () => undefined });
  await untilSent(sending);
  await expectKept(sending, sink);
  expect(await logOf(sending)).toContain("relay_back");
});

test("a relay that is down for a while costs time and nothing else", async () => {
  const account = await engine.makeAccount();
  await sink.close();
  const sending = await launchCounted(60, account);
  await until(async () => (await logOf(sending)).includes("relay_lost"));
  sink = await startCountingSink({}, Number(new URL(sink.url).port));
  await untilSent(sending);
  await expectKept(sending, sink);
  const rows = await as(account, ({ db }) => db.delivery.findMany({ where: { campaignId: sending.campaignId } }));
  expect(rows.map(({ attempts }) => attempts)).toEqual(rows.map(() => 1));
});

test("what is put off until the campaign's lifetime is over expires, and the campaign is sent", async () => {
  sink.set({
    habit: ({ step, to }) => (step === "rcpt" && to.startsWith("busy") ? { say: "450 4.2.0 Busy" } : undefined),
  });
  const sending = await launch(20, (at) => (at < 3 ? `busy-${at}` : `fine-${at}`));
  const { account, campaignId, contactIds } = sending;
  await until(async () => (await proofOf(account, campaignId)).counts.accepted === 17);
  await as(account, ({ db }) => db.deliveryRun.updateMany({ where: { campaignId }, data: { expiresAt: new Date() } }));
  await untilSent(sending);
  expect((await expectKept(sending, sink)).states).toEqual({ accepted: 17, expired: 3 });
  expect(await statuses(sending, contactIds.slice(0, 1))).toEqual(["soft_bounced"]);
});

const habitByName: Habit = ({ step, to, nth }) => {
  const kind = to.split("-")[0];
  if (step === "dot" && kind === "late") return { say: "550 5.1.1 Nobody here, says the last server" };
  if (step === "starts" && kind === "cut" && nth === 1) return { ends: "cut" };
  if (step !== "rcpt") return undefined;
  if (kind === "gone") return { say: "550 5.1.1 No such mailbox" };
  if (kind === "full") return { say: "552 5.2.2 Mailbox full" };
  if (kind === "busy" && nth === 1) return { say: "451 4.3.0 Try later" };
  return kind === "bye" && nth === 1 ? { say: "421 4.3.2 Closing for now", ends: "end" } : undefined;
};

async function logOf({ account, campaignId }: Launched): Promise<string[]> {
  const lines = await as(account, ({ db }) => db.deliveryLog.findMany({ where: { campaignId } }));
  return lines.map(({ kind }) => kind);
}
