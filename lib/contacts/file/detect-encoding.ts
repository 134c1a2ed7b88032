import { AppError } from "@/lib/platform/errors";
import type { Encoding } from "@/lib/contacts/schema";

const HEAD = 4096;

/** Watches the bytes of a file go by and knows at the end how its text is written. */
export type EncodingWatch = { see: (bytes: Uint8Array) => void; end: () => Encoding };

/**
 * How a text file is written: by its byte order mark, else strictly UTF-8, else windows-1252. The whole file is looked at, since the
 * first accent may stand in its last line. Throws `invalid` for what is no text: spreadsheets, archives, pictures.
 */
export function watchEncoding(): EncodingWatch {
  const strict = new TextDecoder("utf-8", { fatal: true });
  let head: Uint8Array = new Uint8Array(0);
  let isUtf8 = true;
  return {
    see(bytes) {
      if (head.length < HEAD) head = Buffer.concat([head, bytes.subarray(0, HEAD - head.length)]);
      if (!isUtf8) return;
      isUtf8 = decodes(strict, bytes, true);
    },
    end() {
      assertText(head);
      const marked = byteOrderMark(head) ?? unmarkedUtf16(head);
      if (marked) return marked;
      if (head.includes(0)) throw notText();
      return isUtf8 && decodes(strict, new Uint8Array(0), false) ? "utf-8" : "windows-1252";
    },
  };
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function byteOrderMark(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

// Latin text in UTF-16 has a zero in every other byte, and no other text has any.
function unmarkedUtf16(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2]!++;
  const [even = 0, odd = 0] = zeros;
  if (odd > head.length * 0.3 && even < head.length * 0.05) return "utf-16le";
  if (even > head.length * 0.3 && odd < head.length * 0.05) return "utf-16be";
  return null;
}

const SPREADSHEETS = ["504b0304", "d0cf11e0"]; // xlsx and ods are zip files; xls
const OTHERS = ["1f8b", "25504446", "89504e47", "ffd8ff", "377abcaf", "52617221"];

function assertText(head: Uint8Array): void {
  const start = Buffer.from(head.subarray(0, 4)).toString("hex");
  if (SPREADSHEETS.includes(start))
    throw new AppError("invalid", "file_is_spreadsheet", "Save the spreadsheet as CSV and choose that file.", "file");
  if (OTHERS.some((magic) => start.startsWith(magic))) throw notText();
}

function notText() {
  return new AppError("invalid", "file_not_text", "This is not a text file. Save your contacts as CSV.", "file");
}
