import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "@/lib/contacts/file/decode";
import { watchEncoding } from "@/lib/contacts/file/detect-encoding";
import type { Encoding } from "@/lib/contacts/schema";

const detect = (...pieces: Uint8Array[]) => {
  const watch = watchEncoding();
  for (const piece of pieces) watch.see(piece);
  return watch.end();
};
const decode = async (bytes: Buffer, encoding: Encoding, size = bytes.length || 1) => {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  let text = "";
  for await (const piece of decodeText(pieces(), encoding)) text += piece;
  return text;
};
const utf16be = (text: string) => Buffer.from(text, "utf16le").swap16();
const words = "nome;e-mail\r\nJoão Rêgo;joao@example.com\r\n";

test.each<[string, Buffer, Encoding]>([
  ["UTF-8", Buffer.from(words), "utf-8"],
  ["UTF-8 with a mark", Buffer.from(`\ufeff${words}`), "utf-8"],
  ["UTF-16 of Excel", Buffer.from(`\ufeff${words}`, "utf16le"), "utf-16le"],
  ["UTF-16, big end first", utf16be(`\ufeff${words}`), "utf-16be"],
  ["UTF-16 without a mark", Buffer.from(words, "utf16le"), "utf-16le"],
  ["windows-1252", Buffer.from(words, "latin1"), "windows-1252"],
  ["plain ASCII", Buffer.from("a,b"), "utf-8"],
  ["nothing", Buffer.alloc(0), "utf-8"],
])("recognises %s", async (_name, bytes, encoding) => {
  expect(detect(bytes)).toBe(encoding);
  expect((await decode(bytes, encoding, 7)).startsWith("\ufeff")).toBe(false);
  if (bytes.length > 10) expect(await decode(bytes, encoding, 3)).toBe(words);
});

test("an accent in the last line decides, not only those at the beginning", () => {
  const plain = Buffer.from("a,b\n".repeat(50_000));
  expect(detect(plain, Buffer.from("é", "latin1"))).toBe("windows-1252");
  expect(detect(plain, Buffer.from("é"))).toBe("utf-8");
});

test("UTF-8 is known wherever its pieces are cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.nat(), (text, cut) => {
      const bytes = Buffer.from(`name,${text.replaceAll("\0", "")}`);
      const at = cut % bytes.length;
      expect(detect(bytes.subarray(0, at), bytes.subarray(at))).toBe("utf-8");
    }),
  );
});

test("windows-1252 has its quotes, dashes and the euro", async () => {
  expect(await decode(Buffer.from([0x80, 0x93, 0x94, 0x96, 0xe7]), "windows-1252")).toBe("€“”–ç");
});

test.each([
  ["an xlsx", Buffer.from("PK\u0003\u0004rest"), "file_is_spreadsheet"],
  ["an xls", Buffer.from("d0cf11e0a1b11ae1", "hex"), "file_is_spreadsheet"],
  ["a gzip", Buffer.from("1f8b0800", "hex"), "file_not_text"],
  ["a PDF", Buffer.from("%PDF-1.7"), "file_not_text"],
  ["bytes that are no text", Buffer.from([1, 2, 0, 0, 9, 7, 0, 65, 66]), "file_not_text"],
])("refuses %s with a word on what to do", (_name, bytes, reason) => {
  expect(() => detect(bytes)).toThrow(expect.objectContaining({ reason }));
});
