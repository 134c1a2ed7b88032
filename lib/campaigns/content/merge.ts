/** A place in a text where a value of the contact, the list or the mail goes. A fallback of null was not given. */
export type MergeTag = { field: string; fallback: string | null };

export type ParsedTemplate = {
  parts: (string | MergeTag)[];
  /** What begins like a merge field and is none, as typed, 20 at most. */
  malformed: string[];
};

const MAX_MALFORMED = 20;
const FIELD = String.raw`([A-Za-z_][\w.-]{0,63})`;
const QUOTED = String.raw`(?:"((?:[^"\\]|\\.){0,300})"|'((?:[^'\\]|\\.){0,300})'|“([^”]{0,300})”)`;
// Every repetition is bounded and no two of them can take the same letter, so that a hostile text costs no more than its length.
const TAG = new RegExp(
  String.raw`\{\{\s{0,20}${FIELD}\s{0,20}(?:\|\s{0,20}default\s{0,20}:\s{0,20}${QUOTED}\s{0,20})?\}\}`,
  "y",
);

/** Read `{{ field | default: "x" }}` in a text: the letters between, and the fields, in order. Nothing is evaluated, ever. */
export function parseTemplate(text: string): ParsedTemplate {
  const parts: ParsedTemplate["parts"] = [];
  const malformed: string[] = [];
  let from = 0;
  let at = text.indexOf("{{");
  while (at !== -1) {
    TAG.lastIndex = at;
    const match = TAG.exec(text);
    if (match) {
      if (at > from) parts.push(text.slice(from, at));
      parts.push(tagOf(match));
      from = TAG.lastIndex;
    } else if (text[at + 2] !== "{" && malformed.length < MAX_MALFORMED) malformed.push(text.slice(at, at + 40));
    at = text.indexOf("{{", match ? from : at + 1);
  }
  if (from < text.length) parts.push(text.slice(from));
  return { parts, malformed };
}

/** Write a merge field as authors type it. */
export function writeTag({ field, fallback }: MergeTag): string {
  if (fallback === null) return `{{ ${field} }}`;
  return `{{ ${field} | default: "${fallback.replace(/[\\"]/g, "\\$&")}" }}`;
}

function tagOf([, field, double, single, curly]: RegExpExecArray): MergeTag {
  const typed = double ?? single;
  return { field: field!, fallback: typed === undefined ? (curly ?? null) : typed.replace(/\\(.)/gs, "$1") };
}
