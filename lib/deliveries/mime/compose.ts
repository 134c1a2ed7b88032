import {
  chooseWay,
  renderLine,
  renderSlot,
  type Branch,
  type MailContact,
  type MailUrls,
  type RenderPlan,
  type Segment,
  type Slot,
} from "@/lib/campaigns";
import { quotedPrintable } from "./quoted-printable";
import { encodeMailbox, encodeText, oneLine } from "./words";

/** What is the same in everyone's letter of a campaign. Addresses must have been read by readAddress; ids are without angle brackets. */
export type LetterForm = {
  from: { name: string; address: string; replyTo?: string | null };
  list: { name: string; id: string };
  feedbackId: string;
  segments: Pick<RenderPlan, "subject" | "html" | "text">;
};

/** What is one person's own. */
export type LetterFor = {
  contact: MailContact;
  urls: MailUrls;
  /** Where a mail takes the person off the list, beside the link (RFC 2369 3.2). */
  unsubscribeAddress?: string | null;
  messageId: string;
  date: Date;
};

/** One person's message as bytes. */
export type WriteLetter = (letter: LetterFor) => Buffer;

// It cannot stand in a part: quoted-printable never lets `=` be followed by `_` (RFC 2045 6.7).
const BOUNDARY = "=_part_=";

/**
 * Prepare a campaign's letter: everything that is the same for all is encoded here, once, and for each person only the values are.
 * The bytes: CRLF only, ASCII only, lines of at most 998 characters. The text part comes first (RFC 2046 5.1.4);
 * leaving takes one click (RFC 8058), and the list has a name that filters can hold on to (RFC 2919).
 */
export function compileLetter(form: LetterForm): WriteLetter {
  const { segments } = form;
  const text = segments.text.length > 0 ? segments.text : [" "];
  const slots = new Slots();
  const pieces: Piece[] = [
    latin1(`\r\n--${BOUNDARY}\r\n${partHeaders("text/plain")}\r\n`),
    ...encodeParts(text, slots),
    latin1(`\r\n--${BOUNDARY}\r\n${partHeaders("text/html")}\r\n`),
    ...encodeParts(segments.html, slots),
    latin1(`\r\n--${BOUNDARY}--\r\n`),
  ];
  const head = compileHead(form);
  return (letter) => {
    const parts: (Buffer | string)[] = [head(letter)];
    const values: string[] = [];
    const add = (some: Piece[]) => {
      for (const piece of some) {
        if (typeof piece === "number") parts.push((values[piece] ??= valueOf(slots.at(piece), letter)));
        else if (Buffer.isBuffer(piece)) parts.push(piece);
        else add(piece[chooseWay(piece, letter.contact)]?.pieces ?? []);
      }
    };
    add(pieces);
    return join(parts);
  };
}

/** What is the same for all, the number of the slot whose value stands here, or the ways of which each reader gets one. */
type Piece = Buffer | number | Way[];
type Way = Pick<Branch["ways"][number], "test"> & { pieces: Piece[] };

/** What stands in several places, as a link does in the HTML and in the text, is written once for each person. */
class Slots {
  #numbers = new Map<string, number>();
  #all: Slot[] = [];

  numberOf(slot: Slot): number {
    // Our own addresses hold nothing that HTML, an attribute or plain text would write differently.
    const isAlike = slot.kind !== "field" && (slot.as === "html" || slot.as === "attribute" || slot.as === "plain");
    const key = JSON.stringify(isAlike ? { ...slot, as: "alike" } : slot);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#all.length);
    return this.#all.push(slot) - 1;
  }

  at(number: number): Slot {
    return this.#all[number]!;
  }
}

/** Each literal starts on a line of its own and ends in a soft break, as does each value: neither needs to know where the other stands. */
function encodeParts(segments: Segment[], slots: Slots, continues = false): Piece[] {
  return segments.map((segment, at) => {
    if (typeof segment === "string") return latin1(quotedPrintable(segment, continues || at < segments.length - 1));
    if (segment.kind !== "branch") return slots.numberOf(segment);
    return segment.ways.map(({ test, segments: own }) => ({ test, pieces: encodeParts(own, slots, true) }));
  });
}

function valueOf(slot: Slot, { contact, urls }: LetterFor): string {
  return quotedPrintable(renderSlot(slot, contact, urls), true);
}

function compileHead({ from, list, feedbackId, segments }: LetterForm): (letter: LetterFor) => string {
  const listName = encodeMailbox({ name: list.name, address: list.id }, "List-Id: ".length);
  const same = [
    `From: ${encodeMailbox(from, "From: ".length)}`,
    ...(from.replyTo ? [`Reply-To: ${from.replyTo}`] : []),
    `List-Id: ${oneLine(list.name) ? listName : `<${list.id}>`}`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    `Feedback-ID: ${oneLine(feedbackId)}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
  ].join("\r\n");
  const subject = (letter: LetterFor) =>
    encodeText(renderLine(segments.subject, letter.contact, letter.urls), "Subject: ".length);
  const literals = segments.subject.filter((part) => typeof part === "string");
  const isSame = literals.length === segments.subject.length;
  const sameSubject = isSame ? encodeText(literals.join(""), "Subject: ".length) : null;
  return (letter) => {
    const to = { name: letter.contact.name, address: letter.contact.email };
    return `${same}\r
To: ${encodeMailbox(to, "To: ".length)}\r
Subject: ${sameSubject ?? subject(letter)}\r
Date: ${rfc5322Date(letter.date)}\r
Message-ID: <${letter.messageId}>\r
List-Unsubscribe: ${waysToLeave(letter)}\r
`;
  };
}

function waysToLeave({ urls, unsubscribeAddress }: LetterFor): string {
  const link = `<${urls.unsubscribe}>`;
  return unsubscribeAddress ? `${link},\r\n <mailto:${unsubscribeAddress}?subject=unsubscribe>` : link;
}

function join(parts: (Buffer | string)[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const whole = Buffer.allocUnsafe(length);
  let at = 0;
  for (const part of parts) {
    if (typeof part === "string") whole.write(part, at, "latin1");
    else whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function partHeaders(kind: string): string {
  return `Content-Type: ${kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n`;
}

let dated = { second: Number.NaN, text: "" };

/** The date of a message (RFC 5322 3.3), written once a second. */
function rfc5322Date(date: Date): string {
  const second = Math.floor(date.getTime() / 1000);
  if (second !== dated.second) dated = { second, text: date.toUTCString().replace("GMT", "+0000") };
  return dated.text;
}

function latin1(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
