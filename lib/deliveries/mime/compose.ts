import { quotedPrintable } from "./quoted-printable";
import { encodeMailbox, encodeText, oneLine } from "./words";

type Mailbox = { name: string; address: string };

/** Everything a campaign mail consists of. Addresses must have been read by readAddress. */
export type Letter = {
  from: Mailbox;
  to: Mailbox;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** Without its angle brackets, as are the identifiers below. */
  messageId: string;
  unsubscribeUrl: string;
  listId: { name: string; id: string };
  feedbackId: string;
};

// It cannot stand in a part: quoted-printable never lets `=` be followed by `_` (RFC 2045 6.7).
const BOUNDARY = "=_part_=";

/**
 * The message as bytes: CRLF only, ASCII only, lines of at most 998 characters. The text part comes first (RFC 2046 5.1.4);
 * leaving takes one click (RFC 8058), and the list has a name that filters can hold on to (RFC 2919).
 */
export function composeLetter(letter: Letter): Buffer {
  const lines = [
    ...headers(letter),
    "",
    `--${BOUNDARY}`,
    ...partHeaders("text/plain"),
    "",
    quotedPrintable(letter.text.trimEnd() || " "),
    `--${BOUNDARY}`,
    ...partHeaders("text/html"),
    "",
    quotedPrintable(letter.html),
    `--${BOUNDARY}--`,
    "",
  ];
  return Buffer.from(lines.join("\r\n"), "latin1");
}

function headers(letter: Letter): string[] {
  const listName = encodeMailbox({ name: letter.listId.name, address: letter.listId.id }, "List-Id: ".length);
  return [
    `From: ${encodeMailbox(letter.from, "From: ".length)}`,
    `To: ${encodeMailbox(letter.to, "To: ".length)}`,
    `Subject: ${encodeText(letter.subject, "Subject: ".length)}`,
    `Date: ${rfc5322Date(letter.date)}`,
    `Message-ID: <${oneLine(letter.messageId)}>`,
    `List-Id: ${letter.listId.name ? listName : `<${letter.listId.id}>`}`,
    `List-Unsubscribe: <${letter.unsubscribeUrl}>`,
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    `Feedback-ID: ${oneLine(letter.feedbackId)}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${BOUNDARY}"`,
  ];
}

function partHeaders(kind: string): string[] {
  return [`Content-Type: ${kind}; charset=utf-8`, "Content-Transfer-Encoding: quoted-printable"];
}

function rfc5322Date(date: Date): string {
  return date.toUTCString().replace("GMT", "+0000");
}
