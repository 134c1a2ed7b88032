import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { MAX_CELL, rowReader, type Row } from "@/lib/contacts/file/row-reader";
import { writeCsv } from "@/lib/contacts/file/write-csv";

const readWhole = (text: string, delimiter = ",") => {
  const reader = rowReader(delimiter);
  return [...reader.push(text), ...reader.end()];
};
const readInPieces = (text: string, cuts: number[], delimiter = ",") => {
  const reader = rowReader(delimiter);
  const rows: Row[] = [];
  let from = 0;
  for (const cut of cuts.map((cut) => cut % (text.length + 1)).toSorted((a, b) => a - b)) {
    rows.push(...reader.push(text.slice(from, cut)));
    from = cut;
  }
  return [...rows, ...reader.push(text.slice(from)), ...reader.end()];
};

const anyCell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", ";", "\n", "\r", " ", "=", "😀"), maxLength: 8 });
const anyTable = fc.array(fc.array(anyCell, { minLength: 1, maxLength: 5 }), { maxLength: 12 });
const anyText = fc.string({ unit: fc.constantFrom("a", "b", '"', ",", "\n", "\r", "\r\n", " "), maxLength: 60 });
const anyCuts = fc.array(fc.nat(), { maxLength: 6 });
const notBlank = (cells: string[]) => cells.some((cell) => cell.trim() !== "");

test("reads what was written, whatever is in the cells", () => {
  fc.assert(
    fc.property(anyTable, fc.constantFrom(",", ";", "\t", "|"), (table, delimiter) => {
      const text = writeCsv(table, { first: false, delimiter });
      const cells = readWhole(text, delimiter).map((row) => row.cells.map((cell) => cell.replace(/^'(?=[=\r])/, "")));
      // A cell of nothing but CR is written with an apostrophe, and so is no longer blank.
      expect(cells.filter(notBlank)).toEqual(table.filter(notBlank));
    }),
  );
});

test("it does not matter where the pieces of a file are cut", () => {
  fc.assert(
    fc.property(anyText, anyCuts, (text, cuts) => {
      expect(readInPieces(text, cuts)).toEqual(readWhole(text));
    }),
    { numRuns: 1000 },
  );
});

test("reads well-formed text as another reader does", () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const text = Papa.unparse(table, { quotes: true, newline: "\r\n" });
      const theirs = Papa.parse<string[]>(text, { delimiter: ",", newline: "\r\n" }).data;
      expect(readWhole(text).map((row) => row.cells)).toEqual(theirs.filter(notBlank));
    }),
  );
});

test("no text is read for ever, and no line is lost", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const rows = readWhole(text);
      const lines = rows.map((row) => row.line);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      const letters = (of: string) => of.replace(/[^ab]/g, "").length;
      expect(rows.map((row) => letters(row.cells.join())).reduce((sum, n) => sum + n, 0)).toBe(letters(text));
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [
    "quoted cells over several lines",
    'a,"b\nc\r\nd",e\nf',
    [
      [1, "a", "b\nc\r\nd", "e"],
      [4, "f"],
    ],
  ],
  ["doubled quotes", '"say ""hi""",b', [[1, 'say "hi"', "b"]]],
  [
    "a quote inside a cell",
    'the 5" disk,b\nc,d',
    [
      [1, 'the 5" disk', "b"],
      [2, "c", "d"],
    ],
  ],
  ["text behind a closing quote", '"a"b,c', [[1, "ab", "c"]]],
  [
    "rows of different lengths",
    "a,b\nc\nd,e,f\n",
    [
      [1, "a", "b"],
      [2, "c"],
      [3, "d", "e", "f"],
    ],
  ],
  [
    "lines that end with CR alone",
    "a,b\rc,d\r",
    [
      [1, "a", "b"],
      [2, "c", "d"],
    ],
  ],
  [
    "blank lines and rows of empty cells",
    "a\n\n,,\n  \nb",
    [
      [1, "a"],
      [5, "b"],
    ],
  ],
  ["an empty last cell", "a,", [[1, "a", ""]]],
])("reads %s", (_name, text, rows) => {
  expect(readWhole(text).map(({ line, cells }) => [line, ...cells])).toEqual(rows);
});

test("a quote that never closes spoils its own line and no other", () => {
  const rows = readWhole('a,1\n"b,2\nc,3\nd,4');
  expect(rows.map(({ line, problem }) => [line, problem])).toEqual([
    [1, undefined],
    [2, "quote_unclosed"],
    [3, undefined],
    [4, undefined],
  ]);
});

test("a cell or a row without end is refused in bounded memory, and the next line is read", () => {
  const reader = rowReader(",");
  const rows: Row[] = [];
  const piece = "x".repeat(100_000);
  for (let n = 0; n < 30; n++) rows.push(...reader.push(piece));
  rows.push(...reader.push(`\nafter,it\n${"c,".repeat(2000)}\nlast`), ...reader.end());
  expect(rows.map(({ line, problem, cells }) => [line, problem ?? cells.join()])).toEqual([
    [1, "cell_too_large"],
    [2, "after,it"],
    [3, "too_many_cells"],
    [4, "last"],
  ]);
  expect(rows[0]!.cells.join().length).toBeLessThan(1000);
});

test("quotes that never close take no more than a moment", () => {
  const started = performance.now();
  const text = `${'"never closed,\n'.repeat(3)}${"plain,line\n".repeat(200_000)}`;
  const rows = readWhole(text.repeat(2));
  expect(text.length).toBeGreaterThan(2 * MAX_CELL);
  expect(rows.length).toBeGreaterThan(390_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});
