import { rowReader } from "./row-reader";
import type { Delimiter } from "@/lib/contacts/schema";

const CANDIDATES: Delimiter[] = [";", "\t", ",", "|"];
const COMPARED = 50;

/** What parts the cells: counted on the header line outside quotes; where two could be it, the one that parts the next lines alike. */
export function detectDelimiter(head: string): Delimiter {
  const found = CANDIDATES.map((delimiter) => ({ delimiter, ...judge(head, delimiter) })).filter(
    ({ cells }) => cells > 1,
  );
  found.sort((a, b) => b.alike - a.alike || b.cells - a.cells);
  return found[0]?.delimiter ?? ",";
}

function judge(head: string, delimiter: Delimiter): { cells: number; alike: number } {
  const rows = rowReader(delimiter).push(head).slice(0, COMPARED);
  const cells = (rows[0] ?? rowReader(delimiter).push(`${head}\n`)[0])?.cells.length ?? 0;
  const alike = rows.filter((row) => row.cells.length === cells).length / Math.max(1, rows.length);
  return { cells, alike: Math.round(alike * 10) };
}

/** The line with which some spreadsheets name the delimiter (`sep=;`), and where the text behind it begins. */
export function readSepLine(head: string): { delimiter: Delimiter; length: number } | null {
  const found = /^"?sep=([;,\t|])"?(\r\n|\n|\r)/i.exec(head);
  return found ? { delimiter: found[1] as Delimiter, length: found[0].length } : null;
}
