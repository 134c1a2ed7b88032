import { readAddress } from "@/lib/platform/address";
import { writeCsv } from "./write-csv";

/**
 * Pasted text as CSV: a copied table stays as it is; a line of `"Name" <address>` or of addresses becomes a row for each person.
 */
export function pastedToCsv(text: string): string {
  if (isTable(text)) return text;
  const people = text.split(/[\r\n]+/).flatMap(splitPeople);
  return writeCsv([["email", "name"], ...people.map(({ address, name }) => [address, name])]);
}

// A table has one address on a line, and cells beside it or a header above.
function isTable(text: string): boolean {
  const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== "");
  if (lines.some((line) => line.includes("<") || (line.match(/@/g)?.length ?? 0) > 1)) return false;
  return lines.some((line) => /[\t,;|]/.test(line)) || readAddress(lines[0] ?? "") === null;
}

function splitPeople(line: string): { address: string; name: string }[] {
  const parts = line.match(/(?:"[^"]*"|<[^>]*>|[^,;"<>])+/g) ?? [];
  return parts.flatMap((part) => {
    const named = /^\s*"?([^"<]*?)"?\s*<([^>]*)>\s*$/.exec(part);
    if (named) return [{ address: named[2]!.trim(), name: named[1]!.trim() }];
    return part
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => ({ address: word, name: "" }));
  });
}
