import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { returnPathOf } from "@/lib/bounces";
import { startListener, type Listener } from "@/lib/inbound";
import { bounceOf, DOMAIN, returnsOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";
import { talkTo } from "@/tests/support/smtp-talk";

let listener: Listener;
let sending: Sending;
beforeAll(async () => {
  listener = await startListener({ port: 0, host: "127.0.0.1" });
  sending = await makeSending(["ana", "bento", "clara", "dora"]);
});
afterAll(() => listener.close());

const envelope = (seq: number) => `MAIL FROM:<>\r\nRCPT TO:<${returnPathOf(sending.key(seq), DOMAIN)}>\r\nDATA\r\n`;
async function greeted(port = listener.port) {
  const talk = talkTo(port);
  await talk.hears(/^220 /);
  talk.say("EHLO client.example\r\n");
  await talk.hears(/^250 /m);
  return talk;
}
const taken = (text: string) => text.match(/^250 2\.0\.0 Taken/gm)?.length ?? 0;
const reportOf = (seq: number) =>
  bounceOf(sending.key(seq), { email: "x@example.com", reply: "550 5.1.1 User unknown" })
    .raw.toString()
    .replaceAll("\n", "\r\n");

test.each(["\n.\n", "\n.\r\n", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\r\n\0.\r\n"])(
  "%j ends no mail: what is smuggled behind it is part of the first",
  async (end) => {
    const talk = await greeted();
    talk.say(envelope(1));
    await talk.hears(/^354 /m);
    talk.say(`Subject: one\r\n\r\nbody${end}${envelope(2)}${reportOf(2)}`);
    talk.say("\r\n.\r\nNOOP\r\nQUIT\r\n");
    const said = await talk.hears(/^221 /m);
    expect(taken(said)).toBe(1);
    expect(said.match(/^354 /gm)).toHaveLength(1);
    expect((await returnsOf(sending.account)).some(({ seq }) => seq === 2)).toBe(false);
  },
);

test("mails that come in one piece, without waiting for an answer, are each taken for themselves", async () => {
  const talk = await greeted();
  talk.say(`${envelope(3)}${reportOf(3)}\r\n.\r\n${envelope(4)}${reportOf(4)}\r\n.\r\nQUIT\r\n`);
  expect(taken(await talk.hears(/^221 /m))).toBe(2);
  expect((await returnsOf(sending.account)).map(({ seq }) => seq)).toEqual(expect.arrayContaining([3, 4]));
});

test("encryption and sign-in are not offered, so nothing can be slipped in before them", async () => {
  const talk = await greeted();
  expect(talk.heard()).not.toMatch(/STARTTLS|AUTH/);
  talk.say("STARTTLS\r\nAUTH PLAIN AGEAYg==\r\nVRFY ana\r\nEXPN list\r\nQUIT\r\n");
  const said = await talk.hears(/^221 /m);
  expect(said).not.toMatch(/^(220 2|235|250 .*ana)/m);
  expect(said.match(/^5\d\d /gm)!.length).toBeGreaterThanOrEqual(2);
});

test("a line without an end, and a thousand recipients, are cut off", async () => {
  const endless = await greeted();
  endless.say(`MAIL FROM:<${"a".repeat(100_000)}`);
  expect(await endless.isHungUp()).toBe(true);

  const many = await greeted();
  const recipient = `RCPT TO:<${returnPathOf(sending.key(1), DOMAIN)}>\r\n`;
  many.say("MAIL FROM:<>\r\n");
  for (let n = 0; n < 1_000; n++) many.say(recipient.replace("@in.", `@x${n}.in.`));
  many.say("QUIT\r\n");
  const said = await many.hears(/^221 /m);
  expect(said.match(/^250 .*(?:recipient|Accepted)/gim)!.length).toBeLessThanOrEqual(21);
  expect(said.match(/^452 /gm)!.length).toBeGreaterThanOrEqual(979);
});

test("a header of three megabytes without an end is read without the process standing still", async () => {
  const talk = await greeted();
  talk.say(envelope(1));
  await talk.hears(/^354 /m);
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 20);
  talk.say(`Subject: ${"x ".repeat(1_500_000)}`);
  talk.say("\r\n.\r\nQUIT\r\n");
  await talk.hears(/^221 /m);
  clearInterval(beat);
  expect(longest).toBeLessThan(3_000);
});

test("whoever drips, letter by letter, is hung up on, however lively they look", async () => {
  const short = await startListener({ port: 0, host: "127.0.0.1", longestMs: 700 });
  const talk = await greeted(short.port);
  talk.say(envelope(1));
  await talk.hears(/^354 /m);
  const drip = setInterval(() => talk.say("x"), 40);
  expect(await talk.isHungUp(5_000)).toBe(true);
  clearInterval(drip);
  await short.close();
});

test("one network holds a few connections, and leaves the others to the rest of the world", async () => {
  const small = await startListener({ port: 0, host: "127.0.0.1", perNetwork: 3 });
  const held = [];
  for (let n = 0; n < 3; n++) held.push(await greeted(small.port));
  const fourth = talkTo(small.port);
  await fourth.hears(/^421 4\.7\.0/);
  // 127.0.1.1 is another /24.
  const elsewhere = talkTo(small.port, { from: "127.0.1.1" });
  await elsewhere.hears(/^220 /);
  held[0]!.say("QUIT\r\n");
  await held[0]!.isHungUp();
  await wait(200);
  const again = await greeted(small.port);
  for (const { socket } of [...held, fourth, elsewhere, again]) socket.destroy();
  await small.close();
});

test("a body that never ends is hung up on soon after it is far too large", async () => {
  const talk = await greeted();
  talk.say(envelope(1));
  await talk.hears(/^354 /m);
  const piece = Buffer.alloc(1_000_000, `${"x".repeat(78)}\r\n`);
  const pour = setInterval(() => talk.socket.write(piece), 10);
  expect(await talk.isHungUp(9_000)).toBe(true);
  clearInterval(pour);
});
