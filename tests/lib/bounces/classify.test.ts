import fc from "fast-check";
import { expect, test } from "vitest";
import { classifyMail, inboundAddress, returnPathOf } from "@/lib/bounces";
import { BounceReason, InboundKind } from "@/lib/bounces/schema";
import { newId } from "@/lib/platform/ids";
import { mistakes, readCorpus } from "@/tests/support/corpus";

const corpus = readCorpus();

test("the corpus is large, and its mails are of every kind", () => {
  expect(corpus.length).toBeGreaterThan(730);
  expect(new Set(corpus.map(({ expected }) => expected.kind)).size).toBe(InboundKind.options.length);
});

test.each(corpus)("$name is what it is", ({ raw, expected }) => {
  expect(mistakes(classifyMail(raw), expected)).toEqual([]);
});

test("the same mails with the line ends of the wire are the same", () => {
  for (const { name, raw, expected } of corpus) {
    const wired = Buffer.from(raw.toString("latin1").replaceAll("\n", "\r\n"), "latin1");
    expect(mistakes(classifyMail(wired), expected), name).toEqual([]);
  }
});

test("no bytes make it throw, and whatever it says is one of the words it knows", () => {
  const heads = ["", "Content-Type: multipart/report; boundary=x\n\n--x\n", "From: MAILER-DAEMON@a.example\n\n"];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 2_000 }), (head, bytes) => {
      check(Buffer.concat([Buffer.from(head), bytes]));
    }),
  );
});

test("a mail of the corpus that was cut, turned round or overwritten in places does not make it throw", () => {
  const mail = fc.constantFrom(...corpus.map(({ raw }) => raw));
  fc.assert(
    fc.property(mail, fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 40 }), (raw, from, to, bytes) => {
      const [start, end] = [from % (raw.length + 1), to % (raw.length + 1)].sort((one, other) => one - other);
      check(Buffer.concat([raw.subarray(0, start), bytes, raw.subarray(end)]));
      check(raw.subarray(start, end));
    }),
    { numRuns: 500 },
  );
});

const nested = Array.from(
  { length: 10_000 },
  (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`,
);
test.each([
  ["ten thousand nested parts", nested.join("")],
  [
    "ten thousand parts of one",
    `Content-Type: multipart/report; boundary=b\n\n${"--b\nContent-Type: text/plain\n\nx\n".repeat(10_000)}`,
  ],
  ["a line of eight megabytes", `Subject: x\n\n${"a@b ".repeat(2_000_000)}`],
  ["a header of a megabyte", `Subject: ${"=?utf-8?q?".repeat(100_000)}\n\nx`],
  [
    "a hundred thousand recipients",
    `Content-Type: message/delivery-status\n\n${"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n".repeat(100_000)}`,
  ],
  ["a mail of nothing but blanks", " ".repeat(1_000_000)],
  [
    "folded lines without end",
    `Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822;\n${" a\n".repeat(300_000)}`,
  ],
  [
    "words that begin every rule and end none",
    `From: mailer-daemon@x.example\nSubject: failure notice\n\n${"host mailbox user message ip relay not exceed ".repeat(20_000)}`,
  ],
  [
    "angle brackets that never close",
    `Content-Type: text/html\nFrom: mailer-daemon@x.example\n\n${"<a<script ".repeat(100_000)}`,
  ],
  [
    "styles that never end",
    `From: mailer-daemon@x.example\nContent-Type: multipart/mixed; boundary=b\n\n${`--b\nContent-Type: text/html\n\n${"<style>".repeat(28_000)}\n`.repeat(5)}`,
  ],
  [
    "two hundred recipients after a line of dashes",
    `Content-Type: multipart/report; boundary=b\n\n${`--b\nContent-Type: text/plain\n\n${"-".repeat(190_000)}\n`.repeat(4)}--b\nContent-Type: message/delivery-status\n\n${"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n".repeat(200)}--b--\n`,
  ],
  ["a million headers", "X-Header: value\n".repeat(1_000_000)],
])("%s is read within a second", (_, text) => {
  const raw = Buffer.from(text);
  const started = performance.now();
  check(raw);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test("the address it was handed in for says whose mail it is about, before anything written inside", () => {
  const [ours, other] = [newId(), newId()];
  const bounce = corpus.find(({ name }) => name === "postfix-user-unknown.eml")!.raw.toString();
  const forged = bounce.replace(
    "b-returnpath@in.example.com",
    returnPathOf({ campaignId: other, seq: 4 }, "in.example.com"),
  );
  const envelope = [returnPathOf({ campaignId: ours, seq: 3 }, "in.example.com")];
  expect(classifyMail(Buffer.from(forged), { envelope }).token).toEqual({
    purpose: "bounce",
    campaignId: ours,
    seq: 3,
  });
  expect(classifyMail(Buffer.from(forged)).token).toEqual({ purpose: "bounce", campaignId: other, seq: 4 });
});

test("whatever a person writes to the address for leaving means leaving; a machine that answers there does not", () => {
  const envelope = [inboundAddress("unsubscribe", { campaignId: newId(), seq: 1 }, "in.example.com")];
  const person = Buffer.from("From: ana@client.example\nSubject: hello\n\nGood day\n");
  const machine = Buffer.from("From: ana@client.example\nSubject: Automatic reply: hello\n\nI am away\n");
  expect(classifyMail(person, { envelope }).kind).toBe("unsubscribe");
  expect(classifyMail(machine, { envelope }).kind).toBe("auto_reply");
});

test("a mail program that asks for whoever pressed its button is heard, though it calls itself automatic", () => {
  const wish = (...more: string[]) =>
    Buffer.from(
      [
        "From: ana@client.example",
        "Subject: unsubscribe",
        "Auto-Submitted: auto-replied",
        ...more,
        "",
        "Sent on request.",
        "",
      ].join("\n"),
    );
  const envelope = [inboundAddress("unsubscribe", { campaignId: newId(), seq: 1 }, "in.example.com")];
  expect(classifyMail(wish(), { envelope }).kind).toBe("unsubscribe");
  expect(classifyMail(wish("X-Apple-Unsubscribe: true")).kind).toBe("unsubscribe");
  expect(classifyMail(wish()).kind).toBe("auto_reply"); // to any other address it is no wish yet
});

function check(raw: Uint8Array) {
  const found = classifyMail(raw);
  InboundKind.parse(found.kind);
  BounceReason.parse(found.reason);
  if (found.hard) expect(found.kind).toBe("bounce");
}
