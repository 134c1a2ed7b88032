const LINE = 76; // RFC 2047 2: a line with encoded words has at most 76 characters
const WORD_BYTES = 42; // of text in one word: 56 of base64 and 12 around it, 75 at most

/** Header text as it goes over the wire: ASCII as it is, anything else as encoded words (RFC 2047), folded. `used` is what stands on the line already. */
export function encodeText(text: string, used: number): string {
  const clean = oneLine(text);
  if (isPlain(clean)) {
    const folded = fold(clean, used);
    if (folded !== null) return folded;
  }
  return encodedWords(clean).join("\r\n ");
}

/** A mailbox for From and To (RFC 5322 3.4): `Name <address>`. The address must have been read by readAddress. */
export function encodeMailbox({ name, address }: { name: string; address: string }, used: number): string {
  const clean = oneLine(name);
  if (!clean) return address;
  const shown = encodeName(clean);
  const glue = used + shown.length + address.length + 3 > LINE ? "\r\n " : " ";
  return `${shown}${glue}<${address}>`;
}

/** One line without control characters (T18): what is typed cannot begin a header of its own. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}

function encodeName(name: string): string {
  if (name.length > 60 || !isPlain(name)) return encodedWords(name).join("\r\n ");
  if (/^[\w!#$%&'*+/=?^`{|}~ -]+$/.test(name)) return name;
  return `"${name.replaceAll(/["\\]/g, "\\$&")}"`;
}

function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text) && !text.includes("=?");
}

function fold(text: string, used: number): string | null {
  let line = used;
  let folded = "";
  for (const [at, word] of text.split(" ").entries()) {
    if (word.length > LINE - 1) return null;
    const breaks = at > 0 && line + 1 + word.length > LINE;
    folded += at === 0 ? word : (breaks ? "\r\n " : " ") + word;
    line = (breaks ? 0 : line) + 1 + word.length;
  }
  return folded;
}

function encodedWords(text: string): string[] {
  const words: string[] = [];
  let part = "";
  // Whole characters only: RFC 2047 5 forbids one that is spread over two words.
  for (const character of text.toWellFormed()) {
    if (Buffer.byteLength(part + character) > WORD_BYTES) {
      words.push(part);
      part = "";
    }
    part += character;
  }
  words.push(part);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString("base64")}?=`);
}
