import { Parser } from "htmlparser2";

/** A piece of HTML for Outlook alone. Its tags need no partner: a table that one part opens, another closes. */
export type OutlookToken =
  | { kind: "open"; name: string; attributes: Record<string, string>; closed: boolean }
  | { kind: "close"; name: string }
  | { kind: "text"; text: string }
  | { kind: "css"; css: string };

const TAGS = new Set(
  (
    "table tbody thead tr td th center div p span br img a b strong i em font h1 h2 h3 h4 style noscript xml " +
    "o:officedocumentsettings o:allowpng o:pixelsperinch w:anchorlock " +
    "v:rect v:roundrect v:oval v:shape v:image v:background v:fill v:stroke v:textbox"
  ).split(" "),
);
const ATTRIBUTES = new Set(
  (
    "class id style align valign bgcolor dir lang role title width height border cellpadding cellspacing colspan rowspan " +
    "color face size alt href src background xmlns xmlns:v xmlns:o xmlns:w arcsize stroke stroked strokecolor strokeweight " +
    "fill filled fillcolor type inset origin position aspect coordsize path"
  ).split(" "),
);
const WEB = /^\s*(?:https?:\/\/|mailto:|tel:|#|\{\{)/i;

// Each takes what it takes in one way only, so that a hostile text costs no more than its length.
const TEXT = /[^<]+/y;
const CLOSE = /<\/([a-z][\w:]*)\s*>/iy;
const OPEN = /<([a-z][\w:]*)/iy;
const ATTRIBUTE = /\s+([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+)))?/y;
const ENDING = /\s*(\/?)>/y;
const STYLE = /[^<]*<\/style\s*>/iy;

/** Read a part for Outlook, or name the first thing in it that is none of layout: the part is then left out as a whole. */
export function readOutlookPart(source: string): OutlookToken[] | { refused: string } {
  const tokens: OutlookToken[] = [];
  let at = 0;
  while (at < source.length) {
    const read = readToken(source, at);
    if (read === null) return { refused: source.slice(at, at + 40) };
    tokens.push(read.token);
    at = read.end;
  }
  return tokens;
}

function readToken(source: string, at: number): { token: OutlookToken; end: number } | null {
  const text = matchAt(TEXT, source, at);
  if (text) return { token: { kind: "text", text: decode(text[0]) }, end: TEXT.lastIndex };
  const close = matchAt(CLOSE, source, at);
  if (close)
    return isAllowed(close[1]!)
      ? { token: { kind: "close", name: close[1]!.toLowerCase() }, end: CLOSE.lastIndex }
      : null;
  const open = matchAt(OPEN, source, at);
  return open && isAllowed(open[1]!) ? readElement(source, open[1]!.toLowerCase(), OPEN.lastIndex) : null;
}

function readElement(source: string, name: string, from: number): { token: OutlookToken; end: number } | null {
  const attributes: Record<string, string> = {};
  let at = from;
  for (let match = matchAt(ATTRIBUTE, source, at); match; match = matchAt(ATTRIBUTE, source, at)) {
    const [, key, double, single, bare] = match;
    keep(attributes, key!.toLowerCase(), decode(double ?? single ?? bare ?? ""));
    at = ATTRIBUTE.lastIndex;
  }
  const ending = matchAt(ENDING, source, at);
  if (!ending) return null;
  at = ENDING.lastIndex;
  if (name !== "style") return { token: { kind: "open", name, attributes, closed: ending[1] === "/" }, end: at };
  const style = matchAt(STYLE, source, at);
  return style && { token: { kind: "css", css: style[0].slice(0, style[0].indexOf("<")) }, end: STYLE.lastIndex };
}

function keep(attributes: Record<string, string>, key: string, value: string): void {
  const isAddress = key === "href" || key === "src" || key === "background";
  if (ATTRIBUTES.has(key) && (!isAddress || WEB.test(value))) attributes[key] = value;
}

function isAllowed(name: string): boolean {
  return TAGS.has(name.toLowerCase());
}

function matchAt(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

function decode(text: string): string {
  if (!text.includes("&")) return text;
  let plain = "";
  const parser = new Parser({ ontext: (part) => void (plain += part) }, { decodeEntities: true });
  parser.end(text);
  return plain;
}
