import { readFilters, type Filter } from "./filters";
import { readTest, type Test } from "./ask";

/** A place in a text where a value of the contact, the list or the mail goes. A fallback of null was not given. `filters` is there when one beside a lone fallback was written. */
export type MergeTag = { field: string; fallback: string | null; filters?: Filter[] };

/** A place where a text divides: what follows is for those whom the test is true of. `word` is how it was begun, `typed` how it was written. */
export type ControlTag =
  | { control: "if" | "elsif"; test: Test; word: "if" | "unless"; typed: string }
  | { control: "else"; typed: string }
  | { control: "end"; word: "if" | "unless"; typed: string };

export type ParsedTemplate = {
  parts: (string | MergeTag | ControlTag)[];
  /** What begins like a merge field or a condition and is none, as typed, 20 at most. */
  malformed: string[];
};

const MAX_MALFORMED = 20;
// Every repetition is bounded and no two of them can take the same letter, so that a hostile text costs no more than its length.
const OPEN = /\{\{\s{0,20}([A-Za-z_][\w.-]{0,63})\s{0,20}/y;
const CONTROL = /\{%-?\s{0,20}(if|elsif|unless|else|endif|endunless)(?![\w.-])/y;
const CLOSE = /\s{0,20}-?%\}/y;

/**
 * Read `{{ field | default: "x" }}` and `{% if field == "x" %}` in a text: the letters between, the fields and the conditions, in order.
 * A subset of Liquid: what is not on our lists stays as typed. Nothing is evaluated, ever.
 */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: ParsedTemplate["parts"] = [];
  const malformed: string[] = [];
  let from = 0;
  let at = next(text, 0);
  while (at !== -1) {
    const read = text[at + 1] === "{" ? readTag(text, at) : readControl(text, at);
    if (read) {
      if (at > from) parts.push(text.slice(from, at));
      parts.push(read.part);
      from = read.end;
    } else if (text[at + 2] !== "{" && malformed.length < MAX_MALFORMED) malformed.push(text.slice(at, at + 40));
    at = next(text, read ? from : at + 1);
  }
  if (from < text.length) parts.push(text.slice(from));
  return { parts, malformed };
}

/** Write a merge field with its fallback as authors type it. */
export function writeTag({ field, fallback }: Pick<MergeTag, "field" | "fallback">): string {
  if (fallback === null) return `{{ ${field} }}`;
  return `{{ ${field} | default: "${fallback.replace(/[\\"]/g, "\\$&")}" }}`;
}

/** True for a place where the text divides. */
export function isControl(part: ParsedTemplate["parts"][number]): part is ControlTag {
  return typeof part === "object" && "control" in part;
}

function next(text: string, from: number): number {
  for (let at = text.indexOf("{", from); at !== -1; at = text.indexOf("{", at + 1))
    if (text[at + 1] === "{" || text[at + 1] === "%") return at;
  return -1;
}

function readTag(text: string, at: number): { part: MergeTag; end: number } | null {
  OPEN.lastIndex = at;
  const field = OPEN.exec(text)?.[1];
  if (field === undefined) return null;
  const read = readFilters(text, OPEN.lastIndex);
  if (!read || !text.startsWith("}}", read.end)) return null;
  const { filters } = read;
  const fallback = filters.findLast(({ name }) => name === "default")?.text ?? null;
  const isPlain = filters.length === 0 || (filters.length === 1 && fallback !== null);
  return { part: isPlain ? { field, fallback } : { field, fallback, filters }, end: read.end + 2 };
}

function readControl(text: string, at: number): { part: ControlTag; end: number } | null {
  CONTROL.lastIndex = at;
  const word = CONTROL.exec(text)?.[1];
  if (word === undefined) return null;
  const asks = word === "if" || word === "elsif" || word === "unless";
  const read = asks ? readTest(text, CONTROL.lastIndex, word === "unless") : null;
  if (asks && !read) return null;
  CLOSE.lastIndex = read ? read.end : CONTROL.lastIndex;
  if (!CLOSE.test(text)) return null;
  const end = CLOSE.lastIndex;
  const typed = text.slice(at, end);
  if (read) {
    const control = word === "elsif" ? "elsif" : "if";
    return { part: { control, test: read.test, word: word === "unless" ? "unless" : "if", typed }, end };
  }
  if (word === "else") return { part: { control: "else", typed }, end };
  return { part: { control: "end", word: word === "endunless" ? "unless" : "if", typed }, end };
}
