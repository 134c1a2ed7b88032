import { afterAll, beforeAll, expect, test } from "vitest";
import { suppressAddress, unsubscribeContact } from "@/lib/contacts";
import { cancelSending, countRest, pauseSending, resendRest } from "@/lib/deliveries";
import { readSending } from "@/lib/reports";
import { inSystem } from "@/lib/platform/db";
import { as, type TestAccount } from "@/tests/support/accounts";
import {
  launchAtOnce,
  makeCampaign,
  makeReaders,
  proofOf,
  runEngine,
  statusOf,
  until,
} from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
let busy = true;
beforeAll(async () => {
  relay = await startRelay({
    behave: (address) => {
      if (address.startsWith("gone")) return { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" };
      if (address.startsWith("busy") && busy) return { do: "refuse", at: "rcpt", reply: "451 4.3.0 Come back later" };
      if (address.startsWith("mute") && busy) return { do: "silence", counts: true };
      return { do: "accept" };
    },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const rest = (account: TestAccount, campaignId: string) => as(account, (tenant) => countRest(tenant, campaignId));
const isOver = (account: TestAccount, campaignId: string) => async () => {
  const run = await as(account, ({ db }) => db.deliveryRun.findFirstOrThrow({ where: { campaignId } }));
  return !run.isOpen;
};
const timesOf = (emails: string[]) => emails.map((email) => relay.accepted.get(email) ?? 0);

/** A sending to `n` people that was paused after its first mails and then cancelled. */
async function makeCancelled(n: number, local?: (at: number) => string) {
  const account = await engine.makeAccount();
  const readers = await makeReaders(account, n, local);
  const campaignId = await makeCampaign(account, readers.listId);
  relay.set({ delayMs: 20 });
  await launchAtOnce(account, campaignId);
  await until(() => readers.emails.some((email) => relay.accepted.has(email)));
  await as(account, (tenant) => pauseSending(tenant, campaignId));
  relay.set({ delayMs: 0 });
  await as(account, (tenant) => cancelSending(tenant, campaignId));
  await until(isOver(account, campaignId));
  return { account, campaignId, ...readers };
}

test("after a cancel the rest get it, those who left or were suppressed do not, and nobody gets it twice", async () => {
  const { account, campaignId, emails, contactIds } = await makeCancelled(1_200, (at) =>
    at < 3 ? `gone-${at}` : `here-${at}`,
  );
  const before = await proofOf(account, campaignId);
  const n = await rest(account, campaignId);
  expect(n).toBe(before.counts.cancelled);
  expect(n).toBeGreaterThan(100);
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: contactIds.at(-1)! }));
  await as(account, (tenant) => suppressAddress(tenant, { email: emails.at(-2)!, reason: "manual", note: "" }));

  expect(await as(account, (tenant) => resendRest(tenant, { campaignId, expected: n }))).toBe(n);
  const { audience, accepted, failed, waiting, deferred, inFlight, cancelled, suppressed } = await as(
    account,
    (tenant) => readSending(tenant, campaignId),
  );
  expect(accepted + failed + waiting + deferred + inFlight + cancelled + suppressed).toBe(audience);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const { counts, isComplete } = await proofOf(account, campaignId);
  expect(isComplete).toBe(true);
  expect(counts).toMatchObject({ cancelled: 0, failed: 3, suppressed: 2, accepted: 1_195 });
  expect(timesOf(emails.slice(3, -2)).every((times) => times === 1)).toBe(true);
  expect(timesOf(emails.slice(-2))).toEqual([0, 0]);
});

test("who ran out of time gets it, who may have it already does not", async () => {
  busy = true;
  const account = await engine.makeAccount();
  const { listId, emails } = await makeReaders(account, 6, (at) =>
    at < 2 ? `busy-${at}` : at < 4 ? `mute-${at}` : `here-${at}`,
  );
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(() => timesOf(emails.slice(4)).every((times) => times === 1));
  await inSystem((db) => db.deliveryRun.updateMany({ where: { campaignId }, data: { expiresAt: new Date() } }));
  await until(isOver(account, campaignId));
  busy = false;
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 2, expired: 4 });
  expect(await rest(account, campaignId)).toBe(2);
  const mute = timesOf(emails.slice(2, 4));
  await as(account, (tenant) => resendRest(tenant, { campaignId }));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect((await proofOf(account, campaignId)).counts).toMatchObject({ accepted: 4, expired: 2 });
  expect(timesOf(emails.slice(0, 2))).toEqual([1, 1]);
  expect(timesOf(emails.slice(2, 4))).toEqual(mute);
});

test("it is refused with another number, without credits, while it runs, and when everyone got it", async () => {
  const { account, campaignId, accountId } = await makeCancelled(600).then((made) => ({
    ...made,
    accountId: made.account.accountId,
  }));
  const n = await rest(account, campaignId);
  const resend = (expected?: number) =>
    as(account, (tenant) => resendRest(tenant, expected === undefined ? { campaignId } : { campaignId, expected }));
  await expect(resend(n - 1)).rejects.toMatchObject({ reason: "audience_changed" });
  await inSystem((db) => db.account.update({ where: { id: accountId }, data: { credits: n - 1 } }));
  await expect(resend(n)).rejects.toMatchObject({ reason: "not_enough_credits" });
  await inSystem((db) => db.account.update({ where: { id: accountId }, data: { credits: n } }));
  const clicks = await Promise.allSettled([resend(n), resend(n), resend(n)]);
  expect(clicks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  await until(isOver(account, campaignId));
  await expect(resend()).rejects.toMatchObject({ reason: "nobody_left" });
  const { credits } = await inSystem((db) => db.account.findUniqueOrThrow({ where: { id: accountId } }));
  expect(credits).toBe(0);
});

test("cancelled once more in the middle, and sent to the rest again: still each once", async () => {
  const { account, campaignId, emails } = await makeCancelled(2_000);
  relay.set({ delayMs: 20 });
  const had = timesOf(emails).filter(Boolean).length;
  await as(account, (tenant) => resendRest(tenant, { campaignId }));
  await until(() => timesOf(emails).filter(Boolean).length > had);
  await as(account, (tenant) => cancelSending(tenant, campaignId));
  relay.set({ delayMs: 0 });
  await until(isOver(account, campaignId));
  const left = await rest(account, campaignId);
  expect(left).toBeGreaterThan(0);
  await as(account, (tenant) => resendRest(tenant, { campaignId, expected: left }));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  expect(timesOf(emails).every((times) => times === 1)).toBe(true);
});

test("what was stopped because too much came back is not sent around it by cancelling first", async () => {
  const { account, campaignId } = await makeCancelled(600);
  const held = await makeCancelled(600);
  await inSystem((db) =>
    db.campaign.updateMany({ where: { id: held.campaignId }, data: { pausedReason: "too_many_bounces" } }),
  );
  await expect(as(held.account, (tenant) => resendRest(tenant, { campaignId: held.campaignId }))).rejects.toMatchObject(
    {
      reason: "held_by_watch",
    },
  );
  await as(account, (tenant) => resendRest(tenant, { campaignId }));
  await as(account, (tenant) => pauseSending(tenant, campaignId, { reason: "too_many_bounces" }));
  await as(account, (tenant) => cancelSending(tenant, campaignId));
  const { pausedReason } = await as(account, ({ db }) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  expect(pausedReason).toBe("too_many_bounces");
});
