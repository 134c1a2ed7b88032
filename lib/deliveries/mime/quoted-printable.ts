const LONGEST = 76; // RFC 2045 6.7, the soft break included
const SOFT_BREAK = "=\r\n";
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
const PLAIN = /^[!-<>-~]*$/; // needs no encoding but for its length

/**
 * Text as quoted-printable (RFC 2045 6.7): ASCII lines of at most 76 characters with CRLF ends, whatever line ends came in.
 * A dot at the start of a line is encoded, so that no relay ever takes it for the end (and none has to take it away).
 * With `continues`, more follows on the same line: it ends in a soft break unless a line of its own just ended.
 */
export function quotedPrintable(text: string, continues = false): string {
  if (PLAIN.test(text)) return plainLines(text, continues);
  const bytes = Buffer.from(text.toWellFormed(), "utf8");
  let out = "";
  let line = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === 13 || byte === 10) {
      if (byte === 13 && bytes[at + 1] === 10) at++;
      out += "\r\n";
      line = 0;
      continue;
    }
    const next = bytes[at + 1];
    const ends = next === 10 || next === 13 || (next === undefined && !continues);
    const piece = pieceFor(byte, line, ends);
    if (line + piece.length > LONGEST - (ends ? 0 : 1)) {
      out += SOFT_BREAK;
      line = 0;
      at--; // the same byte again, now at the start of a line
      continue;
    }
    out += piece;
    line += piece.length;
  }
  return continues && line > 0 ? out + SOFT_BREAK : out;
}

function pieceFor(byte: number, line: number, ends: boolean): string {
  if (byte === 46 && line === 0) return "=2E";
  if ((byte === 32 || byte === 9) && ends) return HEX[byte]!; // RFC 2045: no blank at the end of a line
  const plain = (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 9;
  return plain ? String.fromCharCode(byte) : HEX[byte]!;
}

/** Addresses and names, which most values are: cut into lines and done. */
function plainLines(text: string, continues: boolean): string {
  let out = "";
  for (let at = 0; at < text.length;) {
    const dot = text.charCodeAt(at) === 46;
    const most = LONGEST - 1 - (dot ? 2 : 0);
    const piece = text.slice(at, at + most);
    out += dot ? `=2E${piece.slice(1)}` : piece;
    at += most;
    if (at < text.length || continues) out += SOFT_BREAK;
  }
  return out;
}
