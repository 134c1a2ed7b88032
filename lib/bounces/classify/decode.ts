const MOST_TEXT = 200_000;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** A body as text. An encoding or charset that nobody knows leaves the bytes as they are. */
export function decodeBody(
  body: string,
  { encoding, charset, isHtml }: { encoding: string; charset: string; isHtml: boolean },
): string {
  const bytes = undoEncoding(body.slice(0, MOST_TEXT), encoding.trim().toLowerCase());
  // Line ends that were hidden under the encoding.
  const text = toText(bytes, charset).replaceAll("\r\n", "\n");
  return isHtml ? withoutMarkup(text) : text;
}

/** Encoded words (RFC 2047) as text; anything else as it is. */
export function decodeWords(value: string): string {
  return value
    .slice(0, 4_000)
    .replace(/(\?=)\s{1,20}(?==\?)/g, "$1")
    .replace(/=\?([^?\s]{1,40})\?([bq])\?([^?\s]{0,400})\?=/gi, (_, charset: string, kind: string, word: string) =>
      toText(
        kind.toLowerCase() === "b" ? Buffer.from(word, "base64") : undoQuoted(word.replaceAll("_", " ")),
        charset.split("*")[0]!,
      ),
    );
}

function undoEncoding(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  return encoding === "quoted-printable"
    ? undoQuoted(body.replace(/=[ \t]{0,20}\n/g, ""))
    : Buffer.from(body, "latin1");
}

function undoQuoted(text: string): Buffer {
  const plain = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(plain, "latin1");
}

function toText(bytes: Buffer, charset: string): string {
  const name = charset.trim().toLowerCase() || "utf-8";
  for (const label of [name, "utf-8"]) {
    try {
      return new TextDecoder(label === "us-ascii" ? "utf-8" : label, {
        fatal: label !== name || name === "utf-8" || name === "us-ascii",
      }).decode(bytes);
    } catch {
      // Not what it says it is: the next.
    }
  }
  return bytes.toString("latin1");
}

function withoutMarkup(html: string): string {
  return withoutCode(html)
    .replace(/<br\b[^>]{0,100}>|<\/(p|div|tr|li|h\d|td)>/gi, "\n")
    .replace(/<[^<>@]{1,2000}>/g, " ")
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(\w{2,6}));/gi, (whole, decimal, hex, name: string | undefined) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const point = decimal ? Number(decimal) : parseInt(hex as string, 16);
      return point > 0 && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? String.fromCodePoint(point) : " ";
    });
}

// In one pass over the marks: a pattern would look for every end that is not there.
function withoutCode(html: string): string {
  let text = "";
  let from = 0;
  let open: string | null = null;
  for (const { 0: mark, 1: slash, 2: name, index } of html.matchAll(/<(\/?)(style|script)\b[^<>]{0,500}>/gi)) {
    if (open === null && !slash) {
      open = name!.toLowerCase();
      text += `${html.slice(from, index)} `;
      from = index;
    } else if (open === name!.toLowerCase() && slash) {
      open = null;
      from = index + mark.length;
    }
  }
  return text + html.slice(from);
}
