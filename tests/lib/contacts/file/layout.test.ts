import { expect, test } from "vitest";
import { detectDelimiter } from "@/lib/contacts/file/detect-delimiter";
import { guessKind } from "@/lib/contacts/file/guess-kind";
import { knownColumn } from "@/lib/contacts/file/known-columns";
import { sniff } from "@/lib/contacts/file/sniff";
import { keyOf } from "@/lib/contacts/field-key";
import { suggestMapping } from "@/lib/contacts/file/suggest-mapping";
import { FieldKey } from "@/lib/contacts/schema";

test.each([
  ["a,b,c\n1,2,3", ","],
  ["a;b;c\n1,5;2;3", ";"],
  ["a\tb\n1\t2", "\t"],
  ["a|b\n1|2", "|"],
  ['"Sobrenome, Nome";email;cidade\n"Prado, Ana";ana@example.com;Santos', ";"],
  ['"a;b;c;d",e\n1,2', ","],
  // Both stand once in the header; only one parts the rows alike.
  ["Nome, completo;email\nAna;ana@example.com\nBento Faria;bento@example.com", ";"],
  ["email\nana@example.com", ","],
  ["", ","],
])("finds what parts %j", (text, delimiter) => {
  expect(detectDelimiter(text)).toBe(delimiter);
});

test("obeys the line with which a spreadsheet names its delimiter, and counts on from it", () => {
  const layout = sniff("sep=|\r\nnome|email\r\nAna; Maria|ana@example.com\r\n");
  expect(layout).toMatchObject({ delimiter: "|", hasHeader: true });
  expect(layout.rows).toEqual([{ line: 3, cells: ["Ana; Maria", "ana@example.com"] }]);
});

test.each([
  ["nome;email\nAna;ana@example.com", true],
  ["Ana;ana@example.com\nBento;bento@example.com", false],
  ["Quem;Onde\nAna;ana@example.com", true],
  ["Correio Eletrônico\n", true],
  ["ana@example.com", false],
  ["Ana\nBento", false],
])("knows whether %j has a header", (text, hasHeader) => {
  expect(sniff(text).hasHeader).toBe(hasHeader);
});

test("what is asked for is not guessed", () => {
  const layout = sniff("a;b,c\n1;2,3", { delimiter: ",", hasHeader: false });
  expect(layout.rows.map((row) => row.cells)).toEqual([
    ["a;b", "c"],
    ["1;2", "3"],
  ]);
});

test("shows twenty rows of a long file, and does not wait for its end", () => {
  const text = `email,name\n${Array.from({ length: 900 }, (_, n) => `p${n}@example.com,P`).join("\n")}`;
  const { rows, columns } = sniff(text);
  expect(rows).toHaveLength(20);
  expect(columns[0]!.values).toHaveLength(500);
});

test.each([
  ["E-mail", "email"],
  ["EMAIL ADDRESS", "email"],
  ["Correio eletrônico", "email"],
  ["Endereço de E-mail", "email"],
  ["Nome completo", "name"],
  ["Full name", "name"],
  ["Sobrenome", "last_name"],
  ["Município", "city"],
  ["Data de Nascimento", "birthday"],
  ["Date of birth", "birthday"],
  ["Celular", "phone"],
  ["Observação", null],
])("knows the heading %s", (heading, is) => {
  const known = knownColumn(heading);
  expect(known && (known.to === "field" ? known.key : known.to)).toBe(is);
});

test.each([
  [["31/12/1990", "01/02/2001", ""], "date", { dayFirst: true }],
  [["12/31/1990", "01/02/2001"], "date", { dayFirst: false }],
  [["1990-12-31"], "date", {}],
  [["31/02/1990"], "text", {}],
  [["1.234,56", "7"], "number", { decimal: "," }],
  [["1,234.56", "-7.5"], "number", { decimal: "." }],
  [["R$ 10,00"], "number", { decimal: "," }],
  [["Sim", "não", "S"], "yes_no", {}],
  [["1", "0"], "number", {}],
  [["01310-100", "04538-133"], "text", {}],
  [["+55 11 99999-0000"], "text", {}],
  [["11999990000"], "number", {}],
  [["00123"], "text", {}],
  [["12345678901234"], "text", {}],
  [["Santos", "12"], "text", {}],
  [["", " "], "text", {}],
])("guesses what a column of %j holds", (values, kind, writing) => {
  expect(guessKind(values)).toMatchObject({ kind, ...writing });
});

test("1.234 is a thousand in a file of semicolons, and a little more than one in a file of commas", () => {
  expect(guessKind(["1.234"], { decimalComma: true })).toMatchObject({ kind: "number", decimal: "," });
  expect(guessKind(["1.234"])).toMatchObject({ kind: "number", decimal: "." });
});

test("suggests what becomes of each column", () => {
  const { columns } = sniff(
    [
      "Código;Nome;E-mail;E-mail 2;Nascimento;Cidade;Cliente desde;Sócio;;Observação",
      "7;Ana;ana@example.com;a2@example.com;31/12/1990;Santos;2019-05-01;sim;;mora longe",
    ].join("\n"),
  );
  const fields = [{ key: "town", label: "cidade", kind: "text" as const }];
  expect(suggestMapping(columns, fields, { decimalComma: true })).toMatchObject([
    { to: "field", key: "codigo", kind: "number", label: "Código" },
    { to: "name" },
    { to: "email" },
    { to: "field", key: "e_mail_2", kind: "text" },
    { to: "field", key: "birthday", kind: "date", label: "Nascimento" },
    { to: "field", key: "town", label: "cidade" },
    { to: "field", key: "cliente_desde", kind: "date" },
    { to: "field", key: "socio", kind: "yes_no" },
    { to: "none" },
    { to: "field", key: "observacao", kind: "text" },
  ]);
});

test("without a header the addresses are found by what they are", () => {
  const { columns } = sniff("Ana;ana@example.com\nBento;bento@example.com");
  expect(suggestMapping(columns, []).map(({ to }) => to)).toEqual(["field", "email"]);
});

test.each(["Observação", "", "123", "name", "email", "日本", "a".repeat(90), "__", "Email?"])(
  "the key of a field called %j can be written in a mail",
  (heading) => {
    expect(FieldKey.safeParse(keyOf(heading, 3)).success).toBe(true);
  },
);
