import { createConnection } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inboundAddress, returnPathOf } from "@/lib/bounces";
import { startListener, type Listener } from "@/lib/inbound";
import { NetworkLimit } from "@/lib/inbound/network-limit";
import { newId } from "@/lib/platform/ids";
import { bounceOf, DOMAIN, letterTo, postedFor, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";

let listener: Listener;
beforeAll(async () => {
  listener = await startListener({ port: 0, host: "127.0.0.1" });
});
afterAll(() => listener.close());

function send({ raw, envelope }: { raw: Buffer | string; envelope: string[] }, port = listener.port) {
  const transport = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  return transport.sendMail({ envelope: { from: "", to: envelope }, raw }).finally(() => transport.close());
}

test("a bounce that a server brings with an empty sender is written down before it is answered", async () => {
  const sending = await makeSending(["ana"]);
  const answer = await send(bounceOf(sending.key(1), { email: "ana@example.com", reply: "550 5.1.1 User unknown" }));
  expect(answer.response).toMatch(/^250/);
  const [kept] = await returnsOf(sending.account);
  expect(kept).toMatchObject({ kind: "bounce", class: "user_unknown", source: "listener", hard: true });
  expect((await standingOf(sending.account, sending.contactIds[0]!)).status).toBe("invalid");
});

test("two who bring the same bounce at once are both answered, and it counts once", async () => {
  const sending = await makeSending(["ana"]);
  const mail = bounceOf(sending.key(1), { email: "ana@example.com", reply: "552 5.2.2 mailbox full" });
  await Promise.all([send(mail), send(mail), send(mail)]);
  expect(await returnsOf(sending.account)).toHaveLength(1);
  expect((await standingOf(sending.account, sending.contactIds[0]!)).softBounces).toBe(1);
});

test.each(["postmaster@in.example.com", `b-${"a".repeat(48)}@in.example.com`, "anyone@elsewhere.example"])(
  "%s is refused: nothing is taken that is not ours",
  async (address) => {
    await expect(send({ raw: "Subject: x\n\nx\n", envelope: [address] })).rejects.toMatchObject({ responseCode: 550 });
  },
);

test("a mail of eleven megabytes is refused, and whoever sends it without saying so is refused at its end", async () => {
  const envelope = [returnPathOf({ campaignId: newId(), seq: 1 }, DOMAIN)];
  const raw = `Subject: x\n\n${`${"x".repeat(900)}\n`.repeat(12_000)}`;
  await expect(send({ raw, envelope })).rejects.toMatchObject({ responseCode: 552 });
});

test("what is hostile is taken or refused, and the listener goes on", async () => {
  const sending = await makeSending(["ana"]);
  const envelope = [returnPathOf(sending.key(1), DOMAIN)];
  for (const raw of [
    "",
    "\n.\r\n",
    "\u0000\u0001",
    `Content-Type: multipart/mixed; boundary=a\n\n${"--a\n".repeat(50_000)}`,
  ])
    await send({ raw, envelope }).catch(() => {});
  const socket = createConnection(listener.port, "127.0.0.1");
  socket.on("error", () => {});
  socket.write("MAIL FROM:<>\r\nGET / HTTP/1.1\r\n\u0000\r\nRCPT TO:<a\r\n");
  await wait(100);
  socket.destroy();
  const answer = await send(bounceOf(sending.key(1), { email: "ana@example.com", reply: "550 5.1.1 User unknown" }));
  expect(answer.response).toMatch(/^250/);
});

test("the answers of machines cause no mail", async () => {
  const sending = await makeSending(["ana"]);
  const address = inboundAddress("reply", sending.key(1), DOMAIN);
  await send(letterTo(address, { extra: "Auto-Submitted: auto-replied (vacation)\n" }));
  await send(letterTo(returnPathOf(sending.key(1), DOMAIN), { subject: "Out of office" }));
  expect(await postedFor(sending.account)).toEqual([]);
});

test("a network that brings too much is asked to come back later, and another is not", async () => {
  const small = await startListener({ port: 0, host: "127.0.0.1", burst: 3, perSecond: 0.001 });
  const sending = await makeSending(["ana"]);
  const mail = letterTo(inboundAddress("reply", sending.key(1), DOMAIN), { extra: "Auto-Submitted: auto-replied\n" });
  for (let sent = 0; sent < 3; sent++) await send(mail, small.port);
  await expect(send(mail, small.port)).rejects.toMatchObject({ responseCode: 451 });
  await small.close();

  const limit = new NetworkLimit({ burst: 2, perSecond: 1 });
  expect(["192.0.2.1", "192.0.2.200", "192.0.2.9"].map((address) => limit.take(address, 0))).toEqual([
    true,
    true,
    false,
  ]);
  expect(limit.take("198.51.100.1", 0)).toBe(true);
  expect(limit.take("::ffff:192.0.2.77", 1_000)).toBe(true);
  expect(
    ["2001:db8:1:200::1", "2001:db8:1:2ff::1", "2001:db8:1:201::9"].map((address) => limit.take(address, 0)),
  ).toEqual([true, true, false]);
  expect(limit.take("2001:db8:1:300::1", 0)).toBe(true);
});

test("while the database is away a mail is put off and not lost", async () => {
  const sending = await makeSending(["ana"]);
  const mail = bounceOf(sending.key(1), { email: "ana@example.com", reply: "550 5.1.1 User unknown" });
  const { closeDatabase } = await import("@/lib/platform/db");
  const { env } = await import("@/lib/platform/env");
  const right = env().DATABASE_URL;
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: "postgresql://127.0.0.1:1/none" });
  try {
    await expect(send(mail)).rejects.toMatchObject({ responseCode: 451 });
  } finally {
    await closeDatabase();
    Object.assign(env(), { DATABASE_URL: right });
  }
  expect((await send(mail)).response).toMatch(/^250/);
  expect(await returnsOf(sending.account)).toHaveLength(1);
});
