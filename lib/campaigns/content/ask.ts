import { QUOTED, unquoted } from "./quoted";

/** A comparison with what was written, or with nothing at all: then it asks whether the field is filled. */
export type Term = { field: string; is?: Comparison; than?: string | number };
export type Comparison = "==" | "!=" | ">" | "<" | ">=" | "<=" | "contains";

/** What a condition asks, from left to right as written; read from the right, as Liquid does. `not` turns it around (`unless`). */
export type Test = { terms: Term[]; joins: ("and" | "or")[]; not: boolean };

const MOST = 8;
const NOTHING = new Set(["blank", "empty", "nil", "null"]);
const FIELD = /\s{1,20}([A-Za-z_][\w.-]{0,63})/y;
const COMPARED = new RegExp(
  String.raw`\s{0,20}(==|!=|<>|>=|<=|>|<|(?<=\s)contains(?=[\s"'“]))\s{0,20}(?:${QUOTED}|(-?\d{1,15}(?:\.\d{1,9})?)|(true|false|blank|empty|nil|null)(?![\w.-]))`,
  "y",
);
const JOIN = /\s{1,20}(and|or)(?=\s)/y;

/** Read the test that begins there, and where it ends. Null for what is not one. */
export function readTest(text: string, from: number, not: boolean): { test: Test; end: number } | null {
  const test: Test = { terms: [], joins: [], not };
  let end = from;
  for (;;) {
    FIELD.lastIndex = end;
    const field = FIELD.exec(text)?.[1];
    if (field === undefined || test.terms.length === MOST) return null;
    end = COMPARED.lastIndex = FIELD.lastIndex;
    const compared = COMPARED.exec(text);
    test.terms.push(compared ? termOf(field, compared) : { field });
    if (compared) end = COMPARED.lastIndex;
    JOIN.lastIndex = end;
    const join = JOIN.exec(text)?.[1];
    if (join === undefined) return { test, end };
    test.joins.push(join as "and" | "or");
    end = JOIN.lastIndex;
  }
}

/** Whether it is true, for the values that `valueOf` tells; "" is a field that is not filled. */
export function isTrue({ terms, joins, not }: Test, valueOf: (field: string) => string): boolean {
  let result = holds(terms.at(-1)!, valueOf);
  for (let at = joins.length - 1; at >= 0; at--) {
    const left = holds(terms[at]!, valueOf);
    result = joins[at] === "and" ? left && result : left || result;
  }
  return result !== not;
}

function termOf(field: string, [, sign, double, single, curly, digits, word]: RegExpExecArray): Term {
  const is = (sign === "<>" ? "!=" : sign) as Comparison;
  if (digits !== undefined) return { field, is, than: Number(digits) };
  if (word !== undefined) return { field, is, than: NOTHING.has(word) ? "" : word };
  return { field, is, than: unquoted(double, single, curly)! };
}

function holds({ field, is, than = "" }: Term, valueOf: (field: string) => string): boolean {
  const value = valueOf(field);
  if (is === undefined) return value !== "" && value !== "false";
  if (is === "contains") return than !== "" && value.includes(String(than));
  if (typeof than === "string") return compare(is, value, than);
  // Nothing is no number, not even none.
  const number = value === "" ? Number.NaN : Number(value);
  return Number.isNaN(number) ? is === "!=" : compare(is, number, than);
}

function compare<T extends string | number>(is: Exclude<Comparison, "contains">, value: T, than: T): boolean {
  switch (is) {
    case "==":
      return value === than;
    case "!=":
      return value !== than;
    case ">":
      return value > than;
    case "<":
      return value < than && value !== "";
    case ">=":
      return value >= than;
    case "<=":
      return value <= than && value !== "";
  }
}
