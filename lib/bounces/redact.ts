import { readPart, readParts, textOf, type Part } from "./classify/parts";

const LONGEST = 64_000;
const LONGEST_PART = 24_000;
const LONGEST_HEAD = 16_000;

/**
 * A mail that came back as text to keep and to show: its headers and its words, the returned mail by its headers alone. Whoever else is named in it is
 * shortened, and no link or address of ours in it works any more. At most 64,000 letters.
 */
export function redactMail(raw: Uint8Array, email: string): string {
  const [mail, ...rest] = readParts(raw);
  const inside = mail!.type.startsWith("multipart/") && rest.length > 0 ? rest : [mail!];
  const shown = [decodeHead(mail!.head), ...inside.filter(({ type }) => !type.startsWith("multipart/")).map(showPart)];
  return hideOthers(shown.join("\n\n"), email).slice(0, LONGEST).toWellFormed().replaceAll("\0", "");
}

function showPart(part: Part): string {
  if (/^message\/(global|rfc822)|^text\/rfc822/.test(part.type)) {
    const coded = /base64|quoted-printable/i.test(part.headers.get("content-transfer-encoding") ?? "");
    return `[${part.type}]\n${decodeHead(readPart((coded ? textOf(part) : part.body).trimStart()).head)}`;
  }
  if (/^(text|message)\//.test(part.type)) return `[${part.type}]\n${textOf(part).trim().slice(0, LONGEST_PART)}`;
  return `[${part.type}: ${part.body.length} bytes]`;
}

function decodeHead(head: string): string {
  return Buffer.from(head.slice(0, LONGEST_HEAD), "latin1").toString("utf8");
}

/** The same for a few words: what a server said. */
export function hideOthers(text: string, email: string): string {
  const own = email.toLowerCase();
  return text
    .replace(/\/([ocuw])\/[\w-]{20,300}/g, "/$1/[…]")
    .replace(/(?<![a-z0-9])[bruh]-[a-z2-7]{48}(?![a-z0-9])/gi, "[…]")
    .replace(
      /([\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,8})/gu,
      (whole, local: string, domain: string) =>
        whole.toLowerCase() === own ? whole : `${local.slice(0, 1)}…@${domain}`,
    );
}
