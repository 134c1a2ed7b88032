import { addressKey, readAddress, type Address } from "@/lib/platform/address";
import { readValue } from "@/lib/contacts/field-value";
import type { ColumnTarget, FieldValue, RefusalReason } from "@/lib/contacts/schema";
import type { Row } from "./row-reader";

/** A person as a row of a file tells of them. `unread` counts the values that could not be read and are left out. */
export type Candidate = {
  line: number;
  address: Address;
  emailKey: string;
  name: string;
  fields: Record<string, FieldValue>;
  unread: number;
};

/** A row that becomes nobody, and why; `sameAs` is the line that has the same address. */
export type Refusal = { line: number; reason: RefusalReason; sameAs?: number; cells: string[] };

const LONGEST_NAME = 200;

/** What a row of a file says of a person, by the mapping of its columns; or why it says nothing. */
export function toCandidate(row: Row, mapping: readonly ColumnTarget[]): Candidate | Refusal {
  if (row.problem) return refuse(row, row.problem);
  if (row.cells.slice(mapping.length).some((cell) => cell.trim() !== "")) return refuse(row, "row_too_long");
  const typed = row.cells[mapping.findIndex(({ to }) => to === "email")]?.trim() ?? "";
  const { text, name } = unwrap(typed);
  const address = readAddress(text);
  if (!address) return refuse(row, whyNoAddress(text));

  const person: Candidate = { line: row.line, address, emailKey: addressKey(address), name: "", fields: {}, unread: 0 };
  for (const [at, target] of mapping.entries()) fill(person, target, row.cells[at] ?? "");
  person.name ||= [person.fields.first_name, person.fields.last_name].filter(Boolean).join(" ") || cleanName(name);
  person.name = person.name.slice(0, LONGEST_NAME);
  return person;
}

function fill(person: Candidate, target: ColumnTarget, cell: string): void {
  if (target.to === "name") person.name = cleanName(cell);
  if (target.to !== "field") return;
  const value = readValue(target.kind, unescapeFormula(cell), target);
  if (value === null) person.unread++;
  else if (value !== undefined) person.fields[target.key] = value;
}

function refuse({ line, cells }: Row, reason: RefusalReason): Refusal {
  return { line, reason, cells };
}

function whyNoAddress(text: string): RefusalReason {
  if (text === "") return "address_missing";
  return /[,;\s]/.test(text) && (text.match(/@/g)?.length ?? 0) > 1 ? "address_several" : "address_invalid";
}

// As people write addresses in cells: with a name before them, as a link, with a comma behind.
function unwrap(typed: string): { text: string; name: string } {
  const bare = typed.replace(/[\u200b-\u200d\ufeff]/g, "");
  const named = /^"?([^"<>@]*)"?\s*<\s*([^<>\s]+)\s*>[,;]?$/.exec(bare);
  const text = (named?.[2] ?? bare).replace(/^mailto:/i, "").replace(/[,;.]$/, "");
  return { text, name: named?.[1] ?? "" };
}

function cleanName(cell: string): string {
  return unescapeFormula(cell)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
}

// The apostrophe that writeCsv sets before a formula.
function unescapeFormula(cell: string): string {
  return /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell;
}
