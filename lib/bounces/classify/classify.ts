import { findInboundAddress, readInboundAddress, type InboundPurpose, type Returned } from "@/lib/bounces/address";
import {
  hardClasses,
  type BounceClass,
  type BounceReason,
  type InboundClass,
  type InboundKind,
} from "@/lib/bounces/schema";
import { automaticReason, hasSubjectOfAbsence } from "./automatic";
import { addressesIn, readComplaint } from "./complaint";
import { looksLikeStatus, readFates } from "./delivery-status";
import { judgeFates, type Judged } from "./fates";
import { asksToLeave } from "./leaving";
import { headerOf, readPart, readParts, textOf, type Part } from "./parts";
import { isReport, judgeReport } from "./report";

/** What a recipient's server said of one address. */
export type InboundRecipient = Judged;

/** What a mail that came to us is. */
export type Inbound = {
  kind: InboundKind;
  class: InboundClass;
  reason: BounceReason;
  /** The address is of no use any more. */
  hard: boolean;
  recipients: InboundRecipient[];
  /** The Message-ID of the mail it is about, without its brackets. */
  messageId: string | null;
  /** The sealed address of ours in it, which says whose mail it is about. */
  token: (Returned & { purpose: InboundPurpose }) | null;
  from: string;
  subject: string;
};

type Finding = Pick<Inbound, "kind" | "class" | "reason"> & { recipients?: InboundRecipient[] };

/**
 * Say what a mail is that came to an address of ours: bounce, complaint, answer of a machine or a person. Never throws on any bytes; reads the first
 * megabyte. `envelope` are the addresses it was handed to us for.
 */
export function classifyMail(raw: Uint8Array, { envelope = [] }: { envelope?: string[] } = {}): Inbound {
  const parts = readParts(raw);
  const mail = parts[0]!;
  const original = originalOf(parts);
  const token = tokenOf(envelope, mail, original, parts);
  const found = judge(parts, original, token?.purpose);
  const { kind, recipients = [] } = found;
  const hard = kind === "bounce" && recipients.some((one) => one.hard);
  return {
    kind,
    class: found.class,
    reason: found.reason,
    hard:
      hard ||
      (kind === "bounce" && recipients.length === 0 && (hardClasses as readonly string[]).includes(found.class)),
    recipients,
    messageId: messageIdOf(mail, original, parts),
    token,
    from: addressesIn([headerOf(mail, "from")])[0] ?? "",
    subject: headerOf(mail, "subject").slice(0, 300),
  };
}

/** What a mail says to people, as text. */
export function readMailText(raw: Uint8Array): string {
  return wordsOf(readParts(raw));
}

function judge(parts: Part[], original: Part | null, purpose: InboundPurpose | undefined, depth = 0): Finding {
  const mail = parts[0]!;
  const complaint = readComplaint(parts, original);
  if (complaint) return fromComplaint(complaint);
  const text = wordsOf(parts);
  if (
    parts.some(({ type }) => type === "message/disposition-notification") ||
    /disposition-notification/i.test(mail.headers.get("content-type") ?? "")
  )
    return wasRejected(mail, text)
      ? judgeReport(mail, text, receiptFor(parts))
      : { kind: "auto_reply", class: "auto_reply", reason: "read_receipt" };

  const inner = innerReport(original, depth);
  const fates = statusesOf(parts);
  if (inner && fates.length === 0) return judge(inner, originalOf(inner), purpose, depth + 1);
  if (fates.length > 0) return judgeFates(fates, text, fallbackAddresses(mail, original));
  if (
    isReport(
      mail,
      text,
      parts.some(({ type }) => type === "message/rfc822"),
    )
  )
    return judgeReport(mail, text, addressesIn([headerOf(original ?? mail, original ? "to" : "x-failed-recipients")]));
  const leaves = asksToLeave(headerOf(mail, "subject"), text);
  // A mail program writes for who pressed its button (RFC 2369 3.2), and Apple's marks that as a machine's mail: it is a wish all the same.
  const isWish = purpose === "unsubscribe" ? !hasSubjectOfAbsence(mail) : mail.headers.has("x-apple-unsubscribe");
  if (isWish && (leaves || purpose === "unsubscribe"))
    return { kind: "unsubscribe", class: "unsubscribe", reason: "unsubscribe" };
  const automatic = automaticReason(mail, text);
  if (automatic) return { kind: "auto_reply", class: "auto_reply", reason: automatic };
  if (leaves) return { kind: "unsubscribe", class: "unsubscribe", reason: "unsubscribe" };
  if (mail.headers.has("from") && text.trim() !== "") return { kind: "reply", class: "reply", reason: "reply" };
  return { kind: "unclear", class: "unclear", reason: "unclear" };
}

// Some stores refuse a mail after they took it, and say so in the form of a receipt.
function wasRejected(mail: Part, text: string): boolean {
  return (
    /\(rejected\)/i.test(mail.headers.get("auto-submitted") ?? "") ||
    /\bwas automatically rejected\b/i.test(text.slice(0, 1_000))
  );
}

function receiptFor(parts: Part[]): string[] {
  const receipt = parts.find(({ type }) => type === "message/disposition-notification");
  return addressesIn([/^final-recipient:[^\n]{1,400}/im.exec(receipt ? textOf(receipt) : "")?.[0] ?? ""]);
}

function fromComplaint({ kind, reason, addresses }: NonNullable<ReturnType<typeof readComplaint>>): Finding {
  const named: InboundClass = kind === "unclear" ? "unclear" : (kind as "complaint" | "unsubscribe");
  const recipients = addresses.map((address) => ({
    address,
    class: "unclear" as BounceClass,
    reason,
    hard: false,
    action: kind,
    status: "",
    diagnostic: "",
  }));
  return { kind, class: named, reason, recipients };
}

/** A report that somebody on the way wrapped into another. */
function innerReport(original: Part | null, depth: number): Part[] | null {
  if (!original || depth > 2 || !original.type.startsWith("multipart/report")) return null;
  return readParts(Buffer.from(`${original.head}\n\n${original.body}`, "latin1"));
}

function statusesOf(parts: Part[]) {
  const marked = parts.filter(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  const loose = () =>
    parts.filter((part) => /^(text|application)\//.test(part.type) && !part.type.startsWith("text/rfc822"));
  for (const candidates of [marked, loose(), parts.slice(0, 1)]) {
    const fates = candidates.map(textOf).filter(looksLikeStatus).flatMap(readFates);
    if (fates.length > 0) return fates;
  }
  return [];
}

/** What the mail says to people: its text parts, the plain ones first. */
function wordsOf(parts: Part[]): string {
  const said = parts.filter(({ type }) => type === "text/plain" || type === "text/html" || type === "");
  // Parts that were announced and are none: all of it is text.
  const texts = said.length > 0 ? said : parts.slice(0, 1);
  const plain = texts.filter(({ type }) => type !== "text/html");
  return (plain.some(({ body }) => body.trim() !== "") ? plain : texts).slice(0, 5).map(textOf).join("\n");
}

function originalOf(parts: Part[]): Part | null {
  const found = parts.find(({ type }) =>
    /^(message\/(global|rfc822|partial)(-headers)?|text\/rfc822-headers?)$/.test(type),
  );
  if (found) return readPart(undone(found).trimStart());
  // A copy that stands in the text itself.
  const text = parts
    .filter(({ type }) => type === "text/plain")
    .map(({ body }) => body.slice(0, 60_000))
    .join("\n");
  const at =
    /^(?:return-path|received|message-id|from|to|subject): [^\n]{1,400}\n(?:[a-z-]{2,40}: |[ \t])/im.exec(text)
      ?.index ?? -1;
  return at < 0 ? null : readPart(text.slice(at));
}

function undone(part: Part): string {
  return /base64|quoted-printable/i.test(part.headers.get("content-transfer-encoding") ?? "")
    ? textOf(part)
    : part.body;
}

function fallbackAddresses(mail: Part, original: Part | null): string[] {
  return addressesIn([headerOf(mail, "x-failed-recipients"), original ? headerOf(original, "to") : ""]);
}

function messageIdOf(mail: Part, original: Part | null, parts: Part[]): string | null {
  const receipt = parts.find(({ type }) => type === "message/disposition-notification");
  const told = receipt && /^original-message-id:[ \t]*(<[^<>\s]{3,250}>)/im.exec(textOf(receipt))?.[1];
  const value =
    told ??
    original?.headers.get("message-id") ??
    mail.headers.get("x-original-message-id") ??
    mail.headers.get("in-reply-to") ??
    "";
  return /<([^<>\s]{3,250})>/.exec(value)?.[1] ?? null;
}

function tokenOf(envelope: string[], mail: Part, original: Part | null, parts: Part[]): Inbound["token"] {
  for (const address of envelope.slice(0, 20)) {
    const read = readInboundAddress(address);
    if (read) return read;
  }
  const heads = [mail, original].flatMap((part) =>
    ["x-original-to", "delivered-to", "to", "return-path", "original-mail-from", "list-unsubscribe"].map(
      (name) => part?.headers.get(name) ?? "",
    ),
  );
  return (
    findInboundAddress(heads.join("\n")) ??
    findInboundAddress(
      parts
        .slice(0, 10)
        .map(({ body }) => body.slice(0, 40_000))
        .join("\n"),
    )
  );
}
