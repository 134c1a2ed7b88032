import { Readable } from "node:stream";
import { AppError } from "@/lib/platform/errors";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { takeFromLimit } from "@/lib/platform/limits";
import { deleteFile, getFile, putFile } from "@/lib/platform/storage";
import { decodeText } from "@/lib/contacts/file/decode";
import { watchEncoding } from "@/lib/contacts/file/detect-encoding";
import { sniff, type Layout } from "@/lib/contacts/file/sniff";
import type { Delimiter, Encoding } from "@/lib/contacts/schema";

/** Largest file that is taken: 50 MB. */
export const MAX_FILE = 50 * 1024 * 1024;
const UPLOADS = { name: "import-upload", burst: 20, everySeconds: 60 };
const MAX_COLUMNS = 200;
const HEAD = 512 * 1024;

/** A file that arrived, how it is written, and its layout. */
export type ReceivedFile = {
  id: string;
  fileKey: string;
  fileName: string;
  bytes: number;
  encoding: Encoding;
  layout: Layout;
};

/**
 * Store a contact file as it streams in and find out how it is written. Keeps nothing of a file that it refuses: too large, not text,
 * empty, more than 200 columns; and more than twenty at once. For an account that the caller has authorised.
 */
export async function receiveFile(
  accountId: string,
  { fileName, source }: { fileName: string; source: AsyncIterable<Uint8Array> },
): Promise<ReceivedFile> {
  await inSystem((db) => takeFromLimit(db, UPLOADS, accountId));
  const id = newId();
  const fileKey = `imports/${accountId}/${id}`;
  const watch = watchEncoding();
  async function* watched() {
    for await (const piece of source) {
      watch.see(piece);
      yield piece;
    }
  }
  const bytes = await putFile(fileKey, Readable.from(watched()), { maxBytes: MAX_FILE }).catch(sayLimit);
  try {
    const encoding = watch.end();
    const layout = await readLayout(fileKey, encoding);
    if (layout.rows.length === 0) throw refused("file_empty", "There are no rows in this file.");
    if (layout.columns.length > MAX_COLUMNS)
      throw refused("file_too_wide", `A file may have ${MAX_COLUMNS} columns at the most.`);
    return { id, fileKey, fileName: cleanFileName(fileName), bytes, encoding, layout };
  } catch (error) {
    await deleteFile(fileKey);
    throw error;
  }
}

/** The layout of a stored file, read with this encoding; what is asked for is not guessed. Throws `not_found` when the file is gone. */
export async function readLayout(
  fileKey: string,
  encoding: Encoding,
  asked: { delimiter?: Delimiter; hasHeader?: boolean } = {},
): Promise<Layout> {
  let head = "";
  for await (const piece of decodeText(await getFile(fileKey), encoding)) {
    head += piece;
    if (head.length >= HEAD) break;
  }
  return sniff(head, asked);
}

function cleanFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  return (
    last
      .replace(/\p{Cc}/gu, "")
      .trim()
      .slice(0, 200) || "contacts.csv"
  );
}

function sayLimit(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== "too_large") throw error;
  throw new AppError("too_large", "import_too_large", "A file may have 50 MB at the most.", "file");
}

function refused(reason: string, message: string) {
  return new AppError("invalid", reason, message, "file");
}
