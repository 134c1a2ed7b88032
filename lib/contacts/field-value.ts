import type { FieldKind, FieldValue } from "./schema";

/** How numbers and dates are written where text comes from: 1.234,56 or 1,234.56; day or month first. */
export type Writing = { decimal: "," | "."; dayFirst: boolean };

const LONGEST_TEXT = 2000;
const plain: Writing = { decimal: ".", dayFirst: true };

/** The value that `text` stands for in a field of this kind: undefined when there is none, null when it cannot be read. */
export function readValue(kind: FieldKind, text: string, writing: Writing = plain): FieldValue | null | undefined {
  const typed = text.trim();
  if (typed === "") return undefined;
  if (kind === "number") return readNumber(typed, writing.decimal);
  if (kind === "date") return readDate(typed, writing.dayFirst);
  if (kind === "yes_no") return readYesNo(typed);
  return typed.length > LONGEST_TEXT ? null : typed.replace(/(?![\n\t])\p{Cc}/gu, "");
}

/** A number with or without thousands, a sign, a currency before or a percent sign after. */
export function readNumber(text: string, decimal: "," | "."): number | null {
  const bare = text
    .replace(/^(R\$|US\$|[$€£])/, "")
    .replace(/%$/, "")
    .replace(/[\s\u00a0\u202f]/g, "");
  const asked = decimal === "," ? COMMA : POINT;
  const other = decimal === "," ? POINT : COMMA;
  const style = [asked, other].find(({ pattern }) => pattern.test(bare));
  if (!style) return null;
  const value = Number(bare.replaceAll(style.group, "").replace(",", "."));
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}

const COMMA = { pattern: /^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/, group: "." };
const POINT = { pattern: /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/, group: "," };

/** A day of the calendar as yyyy-mm-dd: written so, or as dd/mm/yyyy with / . or -; a time of day after it is left out. */
export function readDate(text: string, dayFirst: boolean): string | null {
  const [day = ""] = text.split(/[T\s]/, 1);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day);
  if (iso) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const other = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(day);
  if (!other) return null;
  const [first, second] = [Number(other[1]), Number(other[3])];
  const year = fullYear(other[4]!);
  return dayFirst ? calendarDay(year, second, first) : calendarDay(year, first, second);
}

// Two digits: most dates of a contact are birthdays, so 36 and later belong to the last century.
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year > 35 ? 1900 + year : 2000 + year;
}

function calendarDay(year: number, month: number, day: number): string | null {
  if (year < 1800 || year > 2200) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  return date.toISOString().slice(0, 10);
}

const YES = new Set(["yes", "y", "true", "sim", "s", "verdadeiro", "x", "1", "on"]);
const NO = new Set(["no", "n", "false", "não", "nao", "falso", "0", "off"]);

/** Yes or no in English or Portuguese. */
export function readYesNo(text: string): boolean | null {
  const word = text.toLowerCase().normalize("NFC");
  if (YES.has(word)) return true;
  return NO.has(word) ? false : null;
}
