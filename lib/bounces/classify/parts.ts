import { decodeBody, decodeWords } from "./decode";

/** One part of a mail: its headers (the first of each name, unfolded, in lower-case names) and its body as it came, one letter a byte. */
export type Part = {
  type: string;
  parameters: Map<string, string>;
  headers: Map<string, string>;
  /** The headers as they stand. */
  head: string;
  body: string;
};

const MOST_BYTES = 1_000_000;
const MOST_HEAD = 65_536;
const MOST_HEADERS = 300;
const MOST_PARTS = 60;
const DEEPEST = 6;

/** The parts of a mail, outermost first, in order. Reads anything: what is not MIME is one part of text. Bounded in bytes, parts and depth. */
export function readParts(raw: Uint8Array): Part[] {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MOST_BYTES));
  const parts: Part[] = [];
  collect(withPlainLineEnds(bytes.toString("latin1")), 0, parts);
  return parts;
}

// Servers of every age: CRLF, LF, and CR alone.
function withPlainLineEnds(text: string): string {
  return text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
}

/** One mail or part without looking into it. */
export function readPart(text: string): Part {
  const { headers, head, body } = splitHead(text);
  const [type = "", ...rest] = (headers.get("content-type") ?? "text/plain").split(";");
  const parameters = new Map<string, string>();
  for (const piece of rest.slice(0, 20)) {
    const at = piece.indexOf("=");
    if (at > 0) parameters.set(piece.slice(0, at).trim().toLowerCase(), unquote(piece.slice(at + 1)));
  }
  return { type: type.trim().toLowerCase(), parameters, headers, head, body };
}

/** The body of a part as text: its transfer encoding and charset undone, markup taken out. */
export function textOf({ type, parameters, headers, body }: Part): string {
  return decodeBody(body, {
    encoding: headers.get("content-transfer-encoding") ?? "",
    charset: parameters.get("charset") ?? "",
    isHtml: type === "text/html" || /^\s*<(!doctype|html)/i.test(body.slice(0, 200)),
  });
}

/** A header as people read it: encoded words decoded. Empty when there is none. */
export function headerOf({ headers }: Part, name: string): string {
  return decodeWords(rawHeader(headers.get(name) ?? ""));
}

// Some write UTF-8 as it is (RFC 6532, or never having read RFC 2047).
function rawHeader(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const text = Buffer.from(value.slice(0, 4_000), "latin1").toString("utf8");
  return text.includes("\ufffd") ? value : text;
}

function collect(text: string, depth: number, into: Part[]): void {
  if (into.length >= MOST_PARTS) return;
  const part = readPart(text);
  into.push(part);
  if (depth >= DEEPEST || !part.type.startsWith("multipart/")) return;
  for (const piece of pieces(part)) collect(piece, depth + 1, into);
}

function pieces({ body, parameters }: Part): string[] {
  const named = parameters.get("boundary");
  const found = named ? split(body, named) : [];
  if (found.length > 0) return found;
  // The boundary that is told is not the one that is used.
  const used = /^--(\S[^\n]{0,100}?)[ \t]*\n(?=content-)/im.exec(body.slice(0, MOST_HEAD));
  return used ? split(body, used[1]!) : [];
}

function split(body: string, boundary: string): string[] {
  const mark = `\n--${boundary}`;
  const whole = `\n${body}`;
  const found: string[] = [];
  let from = whole.indexOf(mark);
  while (from >= 0 && found.length < MOST_PARTS) {
    const start = from + mark.length;
    if (whole.startsWith("--", start)) break;
    const next = whole.indexOf(mark, start);
    const line = whole.indexOf("\n", start);
    if (line >= 0) found.push(whole.slice(line + 1, next < 0 ? undefined : next));
    from = next;
  }
  return found;
}

function splitHead(text: string): Pick<Part, "headers" | "head" | "body"> {
  const headers = new Map<string, string>();
  if (text.startsWith("\n")) return { headers, head: "", body: text.slice(1) };
  const end = text.indexOf("\n\n");
  const head = text.slice(0, Math.min(end < 0 ? text.length : end, MOST_HEAD));
  const lines = unfold(head);
  // No head at all: the text begins at once.
  if (!/^[!-9;-~]{1,80}:|^From /.test(lines[0] ?? "")) return { headers, head: "", body: text };
  for (const line of lines.slice(0, MOST_HEADERS)) {
    const at = line.indexOf(":");
    if (at < 1) continue;
    const name = line.slice(0, at).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  return { headers, head, body: end < 0 ? "" : text.slice(end + 2) };
}

/** Lines with their continuations joined on (RFC 5322 2.2.3). */
export function unfold(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split("\n")) {
    if (/^[ \t]/.test(line) && lines.length > 0) lines.push(`${lines.pop()!} ${line.trim()}`);
    else lines.push(line);
  }
  return lines;
}

function unquote(value: string): string {
  const trimmed = value.trim();
  return trimmed.startsWith('"') ? trimmed.slice(1).replace(/"[^"]*$/, "") : trimmed;
}
