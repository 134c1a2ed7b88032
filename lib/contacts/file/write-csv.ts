import { stringify } from "csv-stringify/sync";

/** Cells that a spreadsheet would take for a formula, full-width signs included. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
/** One sign, then nothing but digits and what stands between them: a number or a telephone, which is no formula to fear. */
const NUMBER = /^[+-][\d\s().,/-]*\d[\d\s().,/-]*$/;

/**
 * Rows as CSV (RFC 4180, UTF-8 with a byte order mark when `first`, so that Excel reads accents). A cell that a spreadsheet would take for
 * a formula gets an apostrophe before it; numbers and telephones stay as they are. Our own import takes the apostrophe off again.
 */
export function writeCsv(rows: readonly (readonly string[])[], { first = true, delimiter = "," } = {}): string {
  const safe = rows.map((row) => row.map(escapeFormula));
  // A lone CR ends a line for many readers, and csv-stringify leaves it unquoted.
  return stringify(safe, { bom: first, delimiter, record_delimiter: "windows", quoted_match: /[\r\n]/ });
}

export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}
