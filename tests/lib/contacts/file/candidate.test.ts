import fc from "fast-check";
import { expect, test } from "vitest";
import { toCandidate } from "@/lib/contacts/file/candidate";
import { pastedToCsv } from "@/lib/contacts/file/read-pasted";
import { rowReader } from "@/lib/contacts/file/row-reader";
import { escapeFormula, writeCsv } from "@/lib/contacts/file/write-csv";
import { readDate, readNumber, readYesNo } from "@/lib/contacts/field-value";
import { ColumnTarget, type FieldKind } from "@/lib/contacts/schema";

const field = (key: string, kind: FieldKind = "text") => ColumnTarget.parse({ to: "field", key, label: key, kind });
const email = ColumnTarget.parse({ to: "email" });
const name = ColumnTarget.parse({ to: "name" });
const read = (cells: string[], mapping: ColumnTarget[]) => toCandidate({ line: 2, cells }, mapping);

test("makes a person of a row", () => {
  const mapping = [name, email, field("city"), field("since", "date"), field("paid", "number"), field("vip", "yes_no")];
  const person = read([" Ana\n Prado ", " Ana.Prado@EXAMPLE.com", " Santos ", "31/12/1990", "1,234.5", "sim"], mapping);
  expect(person).toMatchObject({
    line: 2,
    emailKey: "ana.prado@example.com",
    name: "Ana Prado",
    fields: { city: "Santos", since: "1990-12-31", paid: 1234.5, vip: true },
    unread: 0,
  });
});

test("joins first and last name where there is no whole one, and keeps them", () => {
  const person = read(["Ana", "Prado", "ana@example.com"], [field("first_name"), field("last_name"), email]);
  expect(person).toMatchObject({ name: "Ana Prado", fields: { first_name: "Ana", last_name: "Prado" } });
});

test.each([
  ['"Prado, Ana" <ana@example.com>', "ana@example.com", "Prado, Ana"],
  ["<ana@example.com>", "ana@example.com", ""],
  ["mailto:ana@example.com", "ana@example.com", ""],
  ["ana@example.com;", "ana@example.com", ""],
  ["\u200bana@example.com\u00a0", "ana@example.com", ""],
])("reads the address in %j", (cell, address, called) => {
  expect(read([cell], [email])).toMatchObject({ address: { address }, name: called });
});

test.each([
  [[""], "address_missing"],
  [["ana"], "address_invalid"],
  [["ana@@example.com"], "address_invalid"],
  [["ana@example.com, bento@example.com"], "address_several"],
  [["ana@example.com\r\nBcc: x@example.com"], "address_several"],
  [["ana@example.com", "too", "many"], "row_too_long"],
])("refuses %j with the reason %s", (cells, reason) => {
  expect(read(cells, [email, name])).toEqual({ line: 2, reason, cells });
});

test("empty cells behind the last column are no reason to refuse", () => {
  expect(read(["ana@example.com", "", " "], [email])).toMatchObject({ emailKey: "ana@example.com" });
});

test("a value that cannot be read costs the value and not the person", () => {
  const person = read(["ana@example.com", "soon", "many"], [email, field("since", "date"), field("paid", "number")]);
  expect(person).toMatchObject({ fields: {}, unread: 2 });
});

test.each([
  ["1.234,56", ",", 1234.56],
  ["1,234.56", ".", 1234.56],
  ["1.234", ",", 1234],
  ["1.234", ".", 1.234],
  ["-0,5", ",", -0.5],
  ["R$ 1.000,00", ",", 1000],
  ["12%", ".", 12],
  ["12.5", ",", 12.5],
  ["1.2.3", ",", null],
  ["1e9", ".", null],
  ["Infinity", ".", null],
] as const)("reads the number %s with decimals behind %s", (text, decimal, value) => {
  expect(readNumber(text, decimal)).toBe(value);
});

test.each([
  ["31/12/1990", true, "1990-12-31"],
  ["12/31/1990", false, "1990-12-31"],
  ["1990-12-31T10:00:00Z", true, "1990-12-31"],
  ["1/2/03", true, "2003-02-01"],
  ["1/2/77", true, "1977-02-01"],
  ["29/02/2023", true, null],
  ["31.12.1990", true, "1990-12-31"],
  ["31/12-1990", true, null],
  ["25/12", true, null],
] as const)("reads the date %s", (text, dayFirst, value) => {
  expect(readDate(text, dayFirst)).toBe(value);
});

test("every day of the calendar is read in all its writings", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("2100-12-31"), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      const [year, month, day] = iso.split("-");
      expect(readDate(iso, true)).toBe(iso);
      expect(readDate(`${day}/${month}/${year}`, true)).toBe(iso);
      expect(readDate(`${month}/${day}/${year}`, false)).toBe(iso);
    }),
  );
});

test("yes and no are read in both languages", () => {
  expect(["sim", "YES", "Não", "n", "talvez"].map(readYesNo)).toEqual([true, true, false, false, null]);
});

test.each([
  ["=1+1", "'=1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3+cmd", "'-2+3+cmd"],
  ["\t=1", "'\t=1"],
  ["\r=1", "'\r=1"],
  ["＝1+1", "'＝1+1"],
  ["+55 (11) 99999-0000", "+55 (11) 99999-0000"],
  ["-12.5", "-12.5"],
  ["Ana", "Ana"],
])("writes %j so that no spreadsheet runs it", (cell, written) => {
  expect(escapeFormula(cell)).toBe(written);
});

test("what we write, we read again as it was", () => {
  const risky = fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "a", "1", '"', ","), maxLength: 6 });
  fc.assert(
    fc.property(risky, (text) => {
      const csv = writeCsv([["ana@example.com", text]], { first: false });
      const [row] = rowReader(",").push(csv);
      const person = toCandidate(row!, [email, field("note")]);
      expect(person).toMatchObject({ fields: text ? { note: text } : {} });
    }),
  );
});

test.each([
  [
    "ana@example.com\nbento@example.com",
    [
      ["ana@example.com", ""],
      ["bento@example.com", ""],
    ],
  ],
  [
    "ana@example.com, bento@example.com; c@example.com",
    [
      ["ana@example.com", ""],
      ["bento@example.com", ""],
      ["c@example.com", ""],
    ],
  ],
  [
    '"Prado, Ana" <ana@example.com>, Bento <bento@example.com>',
    [
      ["ana@example.com", "Prado, Ana"],
      ["bento@example.com", "Bento"],
    ],
  ],
])("takes people out of pasted text %j", (text, people) => {
  const [, ...rows] = rowReader(",").push(pastedToCsv(text));
  expect(rows.map((row) => row.cells)).toEqual(people);
});

test.each(["ana@example.com, Ana\nbento@example.com, Bento", "nome\temail\nAna\tana@example.com"])(
  "leaves a pasted table as it is: %j",
  (text) => expect(pastedToCsv(text)).toBe(text),
);
