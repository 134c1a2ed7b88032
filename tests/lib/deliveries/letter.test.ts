import fc from "fast-check";
import { simpleParser, type AddressObject } from "mailparser";
import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import type { Segment } from "@/lib/campaigns";
import { renderMail } from "@/lib/campaigns/content/render";
import { compileLetter } from "@/lib/deliveries/mime/compose";
import { quotedPrintable } from "@/lib/deliveries/mime/quoted-printable";

type Letter = {
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  date: Date;
  messageId: string;
  unsubscribeUrl: string;
  listId: { name: string; id: string };
  feedbackId: string;
};

const base: Letter = {
  from: { name: "Sample Books", address: "letter@news.example.com" },
  to: { name: "Ana Prado", address: "ana@example.com" },
  subject: "Nine books",
  text: "Good evening\n",
  html: "<p>Good evening</p>",
  date: new Date("2026-11-23T10:00:00Z"),
  messageId: "abc.1@news.example.com",
  unsubscribeUrl: "https://mail.example/u/token",
  listId: { name: "Readers", id: "list.mail.example" },
  feedbackId: "a:b:campaign:mailee",
};

/** The letter of one person whose campaign says the same to all. */
function composeLetter({ subject, text, html, ...letter }: Letter): Buffer {
  return compileLetter({
    from: letter.from,
    list: letter.listId,
    feedbackId: letter.feedbackId,
    segments: { subject: [subject], text: text ? [text] : [], html: [html] },
  })({
    contact: { email: letter.to.address, name: letter.to.name, fields: {} },
    urls: { unsubscribe: letter.unsubscribeUrl, web: "https://mail.example/w", open: "", click: String },
    messageId: letter.messageId,
    date: letter.date,
  });
}

const addressOf = (found: AddressObject | AddressObject[] | undefined) => [found].flat()[0]!.value[0]!;
const words = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.string({ unit: "binary", maxLength: 120 }),
  fc.constantFrom(
    "=?UTF-8?B?aGk=?=",
    'Ana "the reader" Prado, editor',
    ".",
    "From: nobody@example.com",
    "café ".repeat(60),
  ),
  fc
    .array(fc.constantFrom(".", "\r\n.", "\n.\n", "\r.\r\n", "=", " ", "\t\n", "é", "\u{1F4EE}", "x".repeat(90)), {
      maxLength: 40,
    })
    .map((parts) => parts.join("")),
);
// What XML-like text parts can hold: mail knows no NUL, and a lone CR or LF means a line end.
const body = words.map((text) => text.replaceAll("\0", ""));
const lines = (text: string) => text.toWellFormed().replace(/\r\n?/g, "\n");

test("whatever is in it, the bytes are ASCII, CRLF only, short lines, each header once, and nothing adds one", () => {
  fc.assert(
    fc.property(words, words, words, body, body, (subject, name, list, text, html) => {
      const raw = composeLetter({
        ...base,
        subject,
        text,
        html,
        to: { name, address: "ana@example.com" },
        listId: { name: list, id: "list.mail.example" },
      }).toString("latin1");
      expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
      expect(raw.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
      const all = raw.split("\r\n");
      expect(Math.max(...all.map((line) => line.length))).toBeLessThanOrEqual(200);
      expect(all.filter((line) => line.startsWith("."))).toEqual([]);
      const head = raw
        .slice(0, raw.indexOf("\r\n\r\n"))
        .replaceAll(/\r\n[ \t]/g, " ")
        .split("\r\n");
      expect(head.map((line) => line.split(":")[0])).toEqual([
        "From",
        "List-Id",
        "List-Unsubscribe-Post",
        "Feedback-ID",
        "MIME-Version",
        "Content-Type",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "List-Unsubscribe",
      ]);
    }),
    { numRuns: 300 },
  );
});

test("a reader gets back what was written: subject, names and both parts", async () => {
  await fc.assert(
    fc.asyncProperty(words, words, body, body, async (subject, name, text, html) => {
      const clean = (said: string) =>
        said
          .toWellFormed()
          .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
          .trim();
      const raw = composeLetter({ ...base, subject, text, html, to: { name, address: "ana@example.com" } });
      const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
      expect(squeeze(mail.subject ?? "")).toBe(squeeze(clean(subject)));
      expect(addressOf(mail.to).address).toBe("ana@example.com");
      expect(squeeze(addressOf(mail.to).name)).toBe(squeeze(clean(name)));
      expect((mail.text ?? "").trimEnd()).toBe(lines(text).trimEnd());
      expect((mail.html || "").trimEnd()).toBe(lines(html).trimEnd());
    }),
    { numRuns: 150 },
  );
});

test("it parses as what nodemailer makes of the same message", async () => {
  const subject = "Cançães de Novembro: nove livros para as primeiras noites frias, e uma lâmpada";
  const text = "Olá José,\n\n.começa com um ponto\n" + "uma linha muito longa ".repeat(30);
  const html = `<p>Olá <b>José</b></p>\n${'<a href="https://books.example/?a=1&amp;b=2">lista</a>'.repeat(20)}`;
  const letter = { ...base, subject, text, html, to: { name: "José Avô", address: "jose@example.com" } };
  const other = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: letter.from,
    to: letter.to,
    subject,
    text,
    html,
    date: letter.date,
    messageId: `<${letter.messageId}>`,
  });
  const [ours, theirs] = await Promise.all([
    simpleParser(composeLetter(letter)),
    simpleParser(other.message as Buffer),
  ]);
  for (const part of ["subject", "text", "html", "messageId", "date"] as const)
    expect(ours[part] instanceof Date ? ours[part] : String(ours[part]).trimEnd()).toEqual(
      theirs[part] instanceof Date ? theirs[part] : String(theirs[part]).trimEnd(),
    );
  expect(addressOf(ours.to)).toEqual(addressOf(theirs.to));
  expect(addressOf(ours.from)).toEqual(addressOf(theirs.from));
});

test("text comes first, leaving takes one click, and the list can be named by a filter", () => {
  const raw = composeLetter(base).toString("latin1");
  expect(raw.indexOf("text/plain")).toBeLessThan(raw.indexOf("text/html"));
  expect(raw).toContain("List-Unsubscribe: <https://mail.example/u/token>\r\n");
  expect(raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  expect(raw).toContain("List-Id: Readers <list.mail.example>\r\n");
});

test("wherever the values stand, the encoded pieces read as the whole would", () => {
  const slot = (field: string) => ({ kind: "field", field, fallback: "", as: "plain" }) as const;
  const piece = fc.oneof(body, fc.constantFrom("x".repeat(75), "x".repeat(76), "x".repeat(77), ".", " ", "\r\n", "é"));
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, fc.boolean()), { minLength: 1, maxLength: 12 }), (pieces) => {
      const fields = Object.fromEntries(pieces.map(([text], at) => [`f${at}`, text]));
      const text: Segment[] = pieces.map(([literal, isValue], at) => (isValue ? slot(`f${at}`) : literal));
      const write = compileLetter({
        from: base.from,
        list: base.listId,
        feedbackId: "a",
        segments: { subject: ["x"], text, html: ["y"] },
      });
      const urls = { unsubscribe: "u", web: "w", open: "o", click: String };
      const contact = { email: "ana@example.com", name: "", fields };
      const raw = write({ contact, urls, messageId: "m", date: base.date }).toString("latin1");
      const part = raw.split("--=_part_=")[1]!.split("\r\n\r\n").slice(1).join("\r\n\r\n");
      expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(130);
      expect(Math.max(...part.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(76);
      const plan = { version: 1 as const, subject: ["x"], preheader: [], html: ["y"], text, links: [] };
      expect(decode(part)).toBe(lines(renderMail(plan, contact, urls).text) + "\n");
    }),
    { numRuns: 300 },
  );
});

test("what is encoded in one go decodes to the same text", () => {
  fc.assert(
    fc.property(body, fc.boolean(), (text, continues) => {
      expect(decode(quotedPrintable(text, continues))).toBe(lines(text));
    }),
  );
});

/** RFC 2045 6.7, read backwards. */
function decode(text: string): string {
  const bytes = text
    .replaceAll("=\r\n", "")
    .replaceAll("\r\n", "\n")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

// Folding may turn a run of blanks into one.
function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
