import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { inboundAddress } from "@/lib/bounces";
import { startMailbox } from "@/lib/inbound";
import { closeDatabase, inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { startImapServer, type ImapServer } from "@/tests/support/imap-server";
import { bounceOf, complaintOf, DOMAIN, letterTo, postedFor, returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending, type Sending } from "@/tests/support/sendings";

let server: ImapServer;
let sending: Sending;
let stopping: AbortController;
let reading: { finished: Promise<void> } | null = null;
beforeEach(async () => {
  server = await startImapServer();
  sending = await makeSending(["ana", "bento", "clara"]);
  stopping = new AbortController();
});
afterEach(async () => {
  stopping.abort();
  await reading?.finished;
  await server.close();
});

function read(options: { done?: string; url?: string; longestLookMs?: number } = {}) {
  reading = startMailbox({ url: server.url, signal: stopping.signal, everyMs: 100, restMs: 50, ...options });
}
const bounce = (seq: number) =>
  bounceOf(sending.key(seq), { email: "x@example.com", reply: "550 5.1.1 User unknown" }).raw;
async function until(isSo: () => boolean | Promise<boolean>) {
  for (let tries = 0; tries < 200; tries++) {
    if (await isSo()) return;
    await wait(50);
  }
  throw new Error(`not so: ${isSo.toString()}; ${server.said.slice(-12).join(" | ")}`);
}
const isQuiet = () => server.folders.get("INBOX")!.every(({ flags }) => flags.has("\\Seen"));

test("what lies unread in a mailbox is taken and moved; what is nobody's stays there, read", async () => {
  server.add(bounce(1));
  server.add(complaintOf(sending.key(2)).raw);
  server.add(letterTo(inboundAddress("unsubscribe", sending.key(3), DOMAIN), { subject: "unsubscribe" }).raw);
  server.add("From: a@else.example\nSubject: Offer\n\nBuy\n");
  read({ done: "Taken" });
  await until(async () => isQuiet() && server.folders.get("Taken")?.length === 3);
  expect(server.folders.get("INBOX")).toHaveLength(1);
  expect((await returnsOf(sending.account)).map(({ kind, source }) => `${kind} ${source}`).sort()).toEqual([
    "bounce mailbox",
    "complaint mailbox",
    "unsubscribe mailbox",
  ]);
  expect((await standingOf(sending.account, sending.contactIds[0]!)).status).toBe("invalid");
  server.add(bounce(2));
  await until(async () => server.folders.get("Taken")!.length === 4);
});

test("without a folder what was taken is marked as read, and never answered", async () => {
  server.add(bounce(1));
  server.add(letterTo(inboundAddress("reply", sending.key(2), DOMAIN), { subject: "Out of office" }).raw);
  read();
  await until(isQuiet);
  expect(server.folders.get("INBOX")).toHaveLength(2);
  expect(server.said.some((command) => command.startsWith("UID MOVE"))).toBe(false);
  expect(await postedFor(sending.account)).toEqual([]);
});

test.each(["UID FETCH", "UID STORE", "UID MOVE", "SELECT", "LOGIN"])(
  "a connection that breaks at %s loses nothing and takes nothing twice",
  async (command) => {
    for (const seq of [1, 2, 3]) server.add(bounce(seq));
    server.breakAt(command);
    read({ done: "Taken" });
    await until(async () => isQuiet() && (await returnsOf(sending.account)).length === 3);
    await wait(300);
    expect(await returnsOf(sending.account)).toHaveLength(3);
  },
);

test("while the database is away a mail stays unread, and is taken when it is back", async () => {
  server.add(bounce(1));
  const right = env().DATABASE_URL;
  await closeDatabase();
  Object.assign(env(), { DATABASE_URL: "postgresql://127.0.0.1:1/none" });
  read();
  try {
    await until(() => server.said.filter((command) => command.startsWith("UID FETCH")).length >= 2);
    expect(server.folders.get("INBOX")![0]!.flags.has("\\Seen")).toBe(false);
  } finally {
    await closeDatabase();
    Object.assign(env(), { DATABASE_URL: right });
  }
  await until(async () => isQuiet() && (await returnsOf(sending.account)).length === 1);
});

test("a wrong password or a server that is gone is waited for, longer each time", async () => {
  server.add(bounce(1));
  read({ url: server.url.replace("secret", "wrong") });
  await wait(500);
  expect(server.said.filter((command) => command.startsWith("LOGIN")).length).toBeLessThan(6);
  expect(await returnsOf(sending.account)).toEqual([]);
});

test("mails that can never be taken keep no other from being taken, however many lie before it", async () => {
  // Whose wish to leave cannot be carried out: the run that says from which list is not there.
  const lost = await makeSending(["dora", "eva", "fabio", "gil"]);
  await inSystem((db) => db.deliveryRun.deleteMany({ where: { campaignId: lost.campaignId } }));
  for (const seq of [1, 2, 3, 4])
    server.add(letterTo(inboundAddress("unsubscribe", lost.key(seq), DOMAIN), { subject: "unsubscribe" }).raw);
  server.add(bounce(1));
  server.add(bounce(2));
  read();
  await until(async () => (await returnsOf(sending.account)).length === 2);
  const unread = server.folders.get("INBOX")!.filter(({ flags }) => !flags.has("\\Seen"));
  expect(unread).toHaveLength(4);
});

test("where a server cannot move one mail alone nothing is moved: what its owner marked to be deleted stays", async () => {
  const simple = await startImapServer({ extensions: "" });
  const kept = simple.add("From: boss@else.example\nSubject: Looked at, marked, not yet gone\n\nStay\n");
  const inbox = simple.folders.get("INBOX")!;
  inbox[0]!.flags.add("\\Seen").add("\\Deleted");
  simple.folders.set("Taken", []);
  simple.add(bounce(1));
  read({ done: "Taken", url: simple.url });
  await until(async () => (await returnsOf(sending.account)).length === 1);
  await until(() => simple.said.filter((command) => command === "LOGOUT").length >= 2);
  expect(inbox.map(({ uid }) => uid)).toContain(kept);
  expect(inbox.filter(({ flags }) => !flags.has("\\Seen"))).toEqual([]);
  stopping.abort();
  await reading?.finished;
  await simple.close();
});

/** A server that only says what it likes; `answer` is called for each command with its tag. */
async function liar(answer: (socket: Socket, tag: string, command: string) => void) {
  let met = 0;
  const lying = createServer((socket) => {
    met++;
    socket.on("error", () => {});
    socket.write("* OK [CAPABILITY IMAP4rev1] ready\r\n");
    socket.on("data", (bytes) => {
      for (const line of bytes.toString().split("\r\n").filter(Boolean)) {
        const [tag = "", ...words] = line.split(" ");
        answer(socket, tag, words.join(" "));
      }
    });
  });
  await new Promise<void>((ready) => lying.listen(0, "127.0.0.1", ready));
  const { port } = lying.address() as AddressInfo;
  return { url: `imap://user:secret@127.0.0.1:${port}/INBOX`, met: () => met, close: () => lying.close() };
}

test("a server that always says something and never answers is left and asked anew", async () => {
  const one = await liar((socket) => {
    const drip = setInterval(() => socket.write("* OK one moment\r\n"), 50);
    socket.on("close", () => clearInterval(drip));
  });
  read({ url: one.url, longestLookMs: 400 });
  await until(() => one.met() >= 2);
  one.close();
});

test("a server that announces a gigabyte is hung up on before it comes", async () => {
  const one = await liar((socket, tag, command) => {
    if (command.startsWith("UID SEARCH")) socket.write("* SEARCH 5\r\n");
    if (command.startsWith("UID FETCH")) return void socket.write("* 1 FETCH (UID 5 BODY[]<0> {900000000}\r\n");
    if (/^SELECT|^EXAMINE/.test(command)) socket.write("* 1 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n");
    socket.write(`${tag} OK done\r\n`);
  });
  read({ url: one.url });
  await until(() => one.met() >= 2);
  one.close();
});
