import { readDate, readNumber, type Writing } from "@/lib/contacts/field-value";
import type { FieldKind } from "@/lib/contacts/schema";

export type Guess = { kind: FieldKind } & Writing;

// No digits here: a column of 1 and 0 is as likely a number.
const YES_NO = /^(yes|no|y|n|true|false|sim|não|nao|s|verdadeiro|falso)$/i;

/** What a column holds, judged by its values, and how its numbers and dates are written. Text whenever one value does not fit. */
export function guessKind(values: string[], { decimalComma = false } = {}): Guess {
  const filled = values.map((value) => value.trim()).filter(Boolean);
  const writing: Writing = { decimal: guessDecimal(filled, decimalComma), dayFirst: guessDayFirst(filled) };
  return { kind: kindOf(filled, writing), ...writing };
}

function kindOf(filled: string[], { decimal, dayFirst }: Writing): FieldKind {
  if (filled.length === 0) return "text";
  if (filled.every((value) => YES_NO.test(value))) return "yes_no";
  if (filled.every((value) => readDate(value, dayFirst) !== null)) return "date";
  return filled.every((value) => !isCode(value) && readNumber(value, decimal) !== null) ? "number" : "text";
}

// Postal codes, telephones and document numbers look like numbers and are none: nobody adds them up.
function isCode(value: string): boolean {
  const digits = value.replace(/\D/g, "");
  return /^0\d/.test(value) || value.startsWith("+") || digits.length > 11 || /\d[\s()]+\d/.test(value);
}

/** A comma before one, two or four digits parts decimals, and so does whichever of comma and point stands last. */
function guessDecimal(filled: string[], decimalComma: boolean): "," | "." {
  for (const value of filled) {
    const [comma, point] = [value.lastIndexOf(","), value.lastIndexOf(".")];
    if (comma !== -1 && point !== -1) return comma > point ? "," : ".";
    const at = Math.max(comma, point);
    if (at !== -1 && value.slice(at + 1).replace(/\D/g, "").length !== 3) return comma !== -1 ? "," : ".";
  }
  return decimalComma ? "," : ".";
}

/** Days come first unless a date says otherwise: 12/31/1990 has its month in front. */
function guessDayFirst(filled: string[]): boolean {
  const parts = filled.flatMap((value) => {
    const found = /^(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}/.exec(value);
    return found ? [[Number(found[1]), Number(found[2])] as const] : [];
  });
  if (parts.some(([first]) => first > 12)) return true;
  return !parts.some(([, second]) => second > 12);
}
