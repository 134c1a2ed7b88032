import { getFile } from "@/lib/platform/storage";
import { toCandidate, type Candidate, type Refusal } from "@/lib/contacts/file/candidate";
import { decodeText } from "@/lib/contacts/file/decode";
import { readSepLine } from "@/lib/contacts/file/detect-delimiter";
import { rowReader, type Row } from "@/lib/contacts/file/row-reader";
import type { Import } from "./get-import";
import { stagedLine } from "./stage";

const BATCH = 2_000;

type Source = Pick<Import, "fileKey" | "encoding" | "delimiter" | "hasHeader" | "mapping">;

/**
 * Rows `from` to `to` of a file (counted from 0, without its header): `people` as lines to be copied into `staged`, and the rows that become nobody,
 * with their number from 1. `unread` counts the values that could not be read.
 */
export type Batch = {
  from: number;
  to: number;
  people: string[];
  refusals: (Refusal & { no: number })[];
  unread: number;
};

/** The rows of a file in batches of 2,000, from row `start` on. The rows before it are read too: they tell which addresses come twice. */
export async function* readBatches(accountId: string, source: Source, start: number): AsyncGenerator<Batch> {
  const seen = new Map<string, number>();
  let at = 0;
  let batch = emptyBatch(start);
  for await (const rows of readRows(source)) {
    for (const row of rows) {
      const read = firstOfItsAddress(toCandidate(row, source.mapping), row, seen);
      at++;
      if (at <= start) continue;
      batch.to = at;
      if ("reason" in read) batch.refusals.push({ no: at, ...read });
      else {
        // Written as text at once: what waits for the database is short and lives long.
        batch.people.push(stagedLine(accountId, at, read));
        batch.unread += read.unread;
      }
      if (batch.to - batch.from < BATCH) continue;
      yield batch;
      batch = emptyBatch(at);
    }
  }
  if (batch.to > batch.from) yield batch;
}

function emptyBatch(from: number): Batch {
  return { from, to: from, people: [], refusals: [], unread: 0 };
}

/** How many rows a file has, without its header. Stops counting soon after `enough`. */
export async function countRows(source: Source, enough: number): Promise<number> {
  let count = 0;
  for await (const rows of readRows(source)) {
    count += rows.length;
    if (count > enough) break;
  }
  return count;
}

async function* readRows({ fileKey, encoding, delimiter, hasHeader }: Source): AsyncGenerator<Row[]> {
  let reader: ReturnType<typeof rowReader> | undefined;
  let headerToCome = hasHeader;
  const body = (rows: Row[]) => {
    if (!headerToCome || rows.length === 0) return rows;
    headerToCome = false;
    return rows.slice(1);
  };
  for await (const text of decodeText(await getFile(fileKey), encoding)) {
    // The line that names the delimiter is the first, and shorter than any piece.
    const sep = reader ? null : readSepLine(text);
    reader ??= rowReader(delimiter, sep ? 2 : 1);
    yield body(reader.push(sep ? text.slice(sep.length) : text));
  }
  if (reader) yield body(reader.end());
}

function firstOfItsAddress(read: Candidate | Refusal, row: Row, seen: Map<string, number>): Candidate | Refusal {
  if ("reason" in read) return read;
  const sameAs = seen.get(read.emailKey);
  if (sameAs !== undefined) return { line: row.line, reason: "address_doubled", sameAs, cells: row.cells };
  seen.set(read.emailKey, row.line);
  return read;
}
