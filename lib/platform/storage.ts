import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "./errors";
import { env } from "./env";

/** Store what `source` gives under `key` (folders with `/`). Answers its size in bytes. All or nothing; throws `too_large` beyond `maxBytes`. */
export async function putFile(
  key: string,
  source: Readable,
  { maxBytes = Number.POSITIVE_INFINITY } = {},
): Promise<number> {
  const target = fileOf(key);
  const half = `${target}.half`;
  await mkdir(path.dirname(target), { recursive: true });
  let bytes = 0;
  try {
    await pipeline(
      source,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          bytes += chunk.length;
          if (bytes > maxBytes)
            throw new AppError("too_large", "file_too_large", `The file is larger than ${maxBytes} bytes.`);
          yield chunk;
        }
      },
      createWriteStream(half, { mode: 0o600 }),
    );
    await rename(half, target);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
  return bytes;
}

/** Read a stored file as a stream, from byte `start` on. Throws `not_found` when there is none. */
export async function getFile(key: string, { start = 0 } = {}): Promise<Readable> {
  const file = fileOf(key);
  await stat(file).catch(() => {
    throw new AppError("not_found", "file_not_found", "This file is no longer kept.");
  });
  return createReadStream(file, { start });
}

/** Forget a stored file. Nothing happens when there is none. */
export async function deleteFile(key: string): Promise<void> {
  await rm(fileOf(key), { force: true });
}

function fileOf(key: string): string {
  if (!/^[\w-]+(\/[\w.-]+)+$/.test(key) || key.includes("..")) throw new Error(`not a storage key: ${key}`);
  return path.join(path.resolve(env().DATA_DIR), key);
}
