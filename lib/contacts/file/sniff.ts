import { readAddress } from "@/lib/platform/address";
import type { Delimiter } from "@/lib/contacts/schema";
import { detectDelimiter, readSepLine } from "./detect-delimiter";
import { knownColumn } from "./known-columns";
import { rowReader, type Row } from "./row-reader";
import type { Column } from "./suggest-mapping";

const JUDGED = 500;
const SHOWN = 20;

/** How a file is laid out, as far as its beginning tells. `rows` are the first 20 behind the header; `columns` hold the values of up to 500. */
export type Layout = { delimiter: Delimiter; hasHeader: boolean; columns: Column[]; rows: Row[] };

/** Read the beginning of a file: what parts its cells, whether its first row is a header, and its columns. What is given in `asked` is not guessed. */
export function sniff(head: string, asked: { delimiter?: Delimiter; hasHeader?: boolean } = {}): Layout {
  const sep = readSepLine(head);
  const body = sep ? head.slice(sep.length) : head;
  const delimiter = asked.delimiter ?? sep?.delimiter ?? detectDelimiter(body);
  const reader = rowReader(delimiter, sep ? 2 : 1);
  const rows = reader.push(body);
  // The last line of the head may be cut off; it is only needed when it is all there is.
  if (rows.length < 2) rows.push(...reader.end());
  const hasHeader = asked.hasHeader ?? looksLikeHeader(rows.slice(0, JUDGED));
  const people = (hasHeader ? rows.slice(1) : rows).slice(0, JUDGED);
  const header = hasHeader ? rows[0] : undefined;
  return { delimiter, hasHeader, columns: columnsOf(header, people), rows: people.slice(0, SHOWN) };
}

// A header has no address in it; and either its words are known, or the rows below have addresses.
function looksLikeHeader(rows: Row[]): boolean {
  const [first, ...others] = rows;
  if (!first || first.cells.some((cell) => readAddress(cell) !== null)) return false;
  if (first.cells.some((cell) => knownColumn(cell) !== null)) return true;
  return others.some((row) => row.cells.some((cell) => readAddress(cell) !== null));
}

function columnsOf(header: Row | undefined, people: Row[]): Column[] {
  const width = header?.cells.length ?? Math.max(0, ...people.map((row) => row.cells.length));
  return Array.from({ length: width }, (_, at) => ({
    heading: header?.cells[at]?.trim() ?? "",
    values: people.map((row) => row.cells[at] ?? ""),
  }));
}
