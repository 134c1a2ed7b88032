import { readAddress } from "@/lib/platform/address";
import { fold } from "@/lib/contacts/words";
import type { ColumnTarget, FieldKind } from "@/lib/contacts/schema";
import { freeKey, keyOf } from "@/lib/contacts/field-key";
import { guessKind } from "./guess-kind";
import { knownColumn } from "./known-columns";

export type Column = { heading: string; values: string[] };
export type KnownField = { key: string; label: string; kind: FieldKind };

/** What each column most likely is: the address, the name, a field the account has, or a new one of the kind its values suggest. */
export function suggestMapping(columns: Column[], fields: KnownField[], { decimalComma = false } = {}): ColumnTarget[] {
  const email = findEmailColumn(columns);
  const name = columns.findIndex(({ heading }, at) => at !== email && knownColumn(heading)?.to === "name");
  const taken = new Set<string>();
  return columns.map((column, at) => {
    if (at === email) return { to: "email" };
    if (at === name) return { to: "name" };
    const filled = column.values.some((value) => value.trim() !== "");
    const target = fieldFor(column, fields, decimalComma, taken, at);
    if (!filled || !target || taken.has(target.key)) return { to: "none" };
    taken.add(target.key);
    return target;
  });
}

function findEmailColumn(columns: Column[]): number {
  const scores = columns.map(({ heading, values }) => {
    const filled = values.filter((value) => value.trim() !== "");
    const addresses = filled.filter((value) => readAddress(value) !== null).length;
    const share = filled.length > 0 ? addresses / filled.length : 0;
    return (share >= 0.5 ? 2 + share : 0) + (knownColumn(heading)?.to === "email" ? 1 : 0);
  });
  const best = Math.max(...scores);
  return best > 0 ? scores.indexOf(best) : -1;
}

type FieldTarget = Extract<ColumnTarget, { to: "field" }>;

function fieldFor(
  { heading, values }: Column,
  fields: KnownField[],
  decimalComma: boolean,
  taken: ReadonlySet<string>,
  at: number,
): FieldTarget | null {
  const guess = guessKind(values, { decimalComma });
  const known = knownColumn(heading);
  const key = known?.to === "field" ? known.key : keyOf(heading, at + 1);
  const field = fields.find((has) => fold(has.label) === fold(heading.trim())) ?? fields.find((has) => has.key === key);
  if (field) return { to: "field", ...guess, kind: field.kind, key: field.key, label: field.label };
  // A birthday that is written without its year is still worth keeping, as text.
  const kind = known?.to === "field" && known.kind === "text" ? "text" : guess.kind;
  return { to: "field", ...guess, kind, key: freeKey(key, taken), label: heading.trim() };
}
