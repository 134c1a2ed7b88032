import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { listAlarms as readOpen } from "@/lib/inbound";
import { checkSending, receiveMail, startWatch } from "@/lib/inbound";
import { resumeSending } from "@/lib/deliveries";
import { releaseAlarm, unsuspendAccount } from "@/lib/backoffice";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { bounceOf, complaintOf, postedFor } from "@/tests/support/returned";
import { addSending, makeSending, type Sending } from "@/tests/support/sendings";

const MINUTE = 60_000;
const aWhileAgo = () => new Date(Math.floor((Date.now() - 3_600_000) / MINUTE) * MINUTE);

// A campaign under way of which `n` mails were handed over, so many in each minute.
async function underWay(
  n: number,
  { perMinute = n, from = aWhileAgo(), into }: { perMinute?: number; from?: Date; into?: Sending } = {},
) {
  const mark = into ? newId().slice(-6) : "p";
  const people = Array.from({ length: n }, (_, at) => `${mark}${at}`);
  const sending = into ? await addSending(into.account, people, from) : await makeSending(people, from);
  const { account, campaignId } = sending;
  const { accountId } = account;
  await inSystem(async (db) => {
    await db.campaign.update({ where: { id: campaignId }, data: { status: "sending" } });
    await db.deliveryRun.updateMany({ where: { accountId, campaignId }, data: { isOpen: true } });
    for (let sent = 0, at = 0; sent < n; sent += perMinute, at++) {
      const minute = new Date(from.getTime() + at * MINUTE);
      const accepted = Math.min(perMinute, n - sent);
      await db.deliveryMinute.create({ data: { accountId, campaignId, minute, accepted } });
      await db.delivery.updateMany({
        where: { accountId, campaignId, seq: { gt: sent, lte: sent + accepted } },
        data: { settledAt: minute },
      });
    }
  });
  return sending;
}

async function bounce(sending: Sending, from: number, to: number, reply = "550 5.1.1 User unknown") {
  for (let seq = from; seq <= to; seq++)
    await receiveMail({ ...bounceOf(sending.key(seq), { email: "x@example.com", reply }), source: "listener" });
}
const check = ({ account, campaignId }: Sending, now?: Date) =>
  checkSending({ accountId: account.accountId, campaignId }, now);
const campaignOf = ({ campaignId }: Sending) =>
  inSystem((db) =>
    db.campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { status: true, pausedReason: true } }),
  );
const statusOf = ({ account }: Sending) =>
  inSystem(async (db) => (await db.account.findUniqueOrThrow({ where: { id: account.accountId } })).status);
const alarmsOf = ({ account }: Sending) => as(account, (tenant) => readOpen(tenant));

test("bounces warn at 5 % and pause at 8 %, at just that one, once, with a mail each; other accounts are not touched", async () => {
  const [sending, other] = [await underWay(100), await underWay(100)];
  await bounce(sending, 1, 4);
  expect(await check(sending)).toEqual([]);
  await bounce(sending, 5, 5);
  expect(await check(sending)).toMatchObject([{ measure: "hard", level: "warn", sent: 100, counted: 5 }]);
  expect(await check(sending)).toEqual([]);
  await bounce(sending, 6, 7);
  await check(sending);
  expect((await campaignOf(sending)).status).toBe("sending");
  await bounce(sending, 8, 8);
  expect((await Promise.all([check(sending), check(sending)])).flat()).toHaveLength(1);
  expect(await campaignOf(sending)).toEqual({ status: "paused", pausedReason: "too_many_bounces" });
  expect((await postedFor(sending.account)).map(({ subject }) => subject)).toEqual([
    "Look at October: too much comes back",
    "October was paused: too much comes back",
  ]);
  expect((await postedFor(sending.account))[1]!.text).toContain("8 of 100 mails (8.0%)");
  expect(await campaignOf(other)).toEqual({ status: "sending", pausedReason: null });
  expect(await statusOf(other)).toBe("active");
});

test("what is over cannot be paused: the mail and the page say that it had all been sent", async () => {
  const sending = await underWay(100);
  const { accountId } = sending.account;
  const where = { accountId_id: { accountId, id: sending.campaignId } };
  await inSystem((db) => db.campaign.update({ where, data: { status: "sent" } }));
  await bounce(sending, 1, 8);
  expect(await check(sending)).toMatchObject([{ measure: "hard", level: "pause" }]);
  expect(await campaignOf(sending)).toEqual({ status: "sent", pausedReason: null });
  expect(await alarmsOf(sending)).toMatchObject([{ level: "over", counted: 8 }]);
  const [posted, ...others] = await postedFor(sending.account);
  expect(others).toEqual([]);
  expect(posted!.subject).toBe("Too much of October came back");
  expect(posted!.text).toContain("nothing could be stopped");
});

test("99 mails prove nothing", async () => {
  const sending = await underWay(99);
  await bounce(sending, 1, 20);
  expect(await check(sending)).toEqual([]);
});

test("a bad list cut into pieces of 99 is stopped all the same, and a good campaign beside it is not", async () => {
  const first = await underWay(60);
  await bounce(first, 1, 12);
  expect(await check(first)).toEqual([]);
  const good = await underWay(60, { into: first });
  await bounce(good, 1, 1);
  expect(await check(good)).toEqual([]);
  const second = await underWay(60, { into: first });
  await bounce(second, 1, 6);
  expect(await check(second)).toMatchObject([{ measure: "hard", level: "pause", sent: 60, counted: 6 }]);
  expect(await campaignOf(second)).toEqual({ status: "paused", pausedReason: "too_many_bounces" });
  expect(await check(good)).toEqual([]);
  expect((await campaignOf(good)).status).toBe("sending");
});

test("what is about the sender warns and stops nothing", async () => {
  const sending = await underWay(100);
  await bounce(sending, 1, 10, "554 5.7.1 blocked using zen.example");
  expect(await check(sending)).toMatchObject([{ measure: "refused", level: "warn" }]);
  expect((await campaignOf(sending)).status).toBe("sending");
});

test("complaints pause the campaign and suspend the account", async () => {
  const sending = await underWay(1_000);
  const complain = async (seq: number) => receiveMail({ ...complaintOf(sending.key(seq)), source: "listener" });
  await complain(1);
  expect(await check(sending)).toMatchObject([{ level: "warn" }]);
  await complain(2);
  await complain(3);
  expect(await check(sending)).toMatchObject([{ level: "pause", counted: 3 }]);
  expect(await campaignOf(sending)).toEqual({ status: "paused", pausedReason: "too_many_complaints" });
  expect(await statusOf(sending)).toBe("active");
  await complain(4);
  await complain(5);
  expect(await check(sending)).toMatchObject([{ level: "suspend", counted: 5 }]);
  expect(await statusOf(sending)).toBe("suspended");
});

test("only the last thousand and the last day count, and a late bounce counts where its mail was sent", async () => {
  const twoDaysAgo = new Date(aWhileAgo().getTime() - 48 * 3_600_000);
  const sending = await underWay(1_200, { perMinute: 100, from: twoDaysAgo });
  await bounce(sending, 1, 100); // the first hundred: neither of the last thousand nor of the last day
  expect(await check(sending)).toEqual([]);
  await bounce(sending, 1_101, 1_180);
  expect(await check(sending)).toMatchObject([{ level: "pause", sent: 1_000, counted: 80 }]);
});

test("a member cannot go on before staff have looked; then they can, and only what is sent later counts", async () => {
  const sending = await underWay(100);
  await bounce(sending, 1, 10);
  await check(sending);
  const { account, campaignId } = sending;
  const resume = () => as(account, (tenant) => resumeSending(tenant, campaignId));
  await expect(resume()).rejects.toMatchObject({ code: "forbidden", reason: "held_by_watch" });

  const [alarm] = await alarmsOf(sending);
  const reason = "The list was an old one by mistake.";
  const release = () =>
    inSystem((db) => {
      const staff = { userId: account.userId, name: "Sample Staff", db };
      return releaseAlarm(staff, { accountId: account.accountId, alarmId: alarm!.id, reason });
    });
  await release();
  await expect(release()).rejects.toMatchObject({ code: "conflict" });
  expect(await campaignOf(sending)).toEqual({ status: "paused", pausedReason: "released" });
  const trail = await inSystem((db) =>
    db.auditEntry.findMany({ where: { accountId: account.accountId, action: "alarm.resolve" } }),
  );
  expect(trail).toMatchObject([{ reason, actorKind: "staff" }]);
  await bounce(sending, 11, 20);
  expect(await check(sending)).toEqual([]);
  await resume();
  expect((await campaignOf(sending)).status).toBe("sending");
});

test("an account whose suspension staff lifted is not suspended again for the same complaints", async () => {
  const sending = await underWay(200);
  await receiveMail({ ...complaintOf(sending.key(1)), source: "listener" });
  await check(sending);
  expect(await statusOf(sending)).toBe("suspended");
  const { accountId, userId } = sending.account;
  await inSystem((db) =>
    unsuspendAccount({ userId, name: "Sample Staff", db }, { accountId, reason: "One angry person, cleared up." }),
  );
  expect(await statusOf(sending)).toBe("active");
  expect(await check(sending)).toEqual([]);
  expect(await statusOf(sending)).toBe("active");
});

test("whoever watches notices by themselves, and stops when told", async () => {
  const sending = await underWay(100);
  await bounce(sending, 1, 8);
  const stopping = new AbortController();
  const watch = startWatch({ signal: stopping.signal, everyMs: 100 });
  for (let tries = 0; tries < 200 && (await campaignOf(sending)).status === "sending"; tries++) await wait(50);
  expect((await campaignOf(sending)).status).toBe("paused");
  stopping.abort();
  await watch.finished;
});

test("a campaign that cannot be looked at keeps no other from it, and several hundred at once are all looked at", async () => {
  const [broken, many] = [await makeSending(["ana"]), await makeSending(["bento"])];
  const minute = aWhileAgo();
  const ofNobody = ({ account: { accountId } }: Sending, n: number) =>
    Array.from({ length: n }, () => ({ accountId, campaignId: newId(), minute, changedAt: new Date() }));
  await inSystem(async (db) => {
    // Enough came back to pause what is not there any more.
    const gone = ofNobody(broken, 5);
    await db.deliveryMinute.createMany({
      data: gone.map(({ accountId, campaignId }) => ({ accountId, campaignId, minute, accepted: 100 })),
    });
    await db.bounceMinute.createMany({ data: gone.map((row) => ({ ...row, hard: 50 })) });
    await db.bounceMinute.createMany({ data: ofNobody(many, 520) });
  });
  const sending = await underWay(100);
  await bounce(sending, 1, 8);
  const stopping = new AbortController();
  const watch = startWatch({ signal: stopping.signal, everyMs: 100 });
  for (let tries = 0; tries < 400 && (await campaignOf(sending)).status === "sending"; tries++) await wait(50);
  expect((await campaignOf(sending)).status).toBe("paused");
  stopping.abort();
  await watch.finished;
});
