import { QUOTED, unquoted } from "./quoted";

/** What is done with a value before it is written. `text` and `count` are what stands behind the colon; `language` is the mail's, for dates. */
export type Filter = { name: FilterName; text?: string; count?: number; language?: string };
export type FilterName = keyof typeof takes;

const takes = {
  default: "text",
  upcase: "nothing",
  downcase: "nothing",
  capitalize: "nothing",
  strip: "nothing",
  truncate: "count",
  date: "text",
} as const;

const MOST = 8;
const FILTER = new RegExp(
  String.raw`\|\s{0,20}([a-z_]{1,20})\s{0,20}(?::\s{0,20}(?:${QUOTED}|(\d{1,4}))\s{0,20})?`,
  "y",
);

/** Read the filters that begin there, and where they end. Null for one that is not on our list, or has another kind of value behind its colon. */
export function readFilters(text: string, from: number): { filters: Filter[]; end: number } | null {
  const filters: Filter[] = [];
  let end = from;
  while (text[end] === "|" && filters.length < MOST) {
    FILTER.lastIndex = end;
    const match = FILTER.exec(text);
    const filter = match && filterOf(match);
    if (!filter) return null;
    filters.push(filter);
    end = FILTER.lastIndex;
  }
  return { filters, end };
}

/** A value with the filters done to it, one after the other. */
export function applyFilters(value: string, filters: readonly Filter[]): string {
  return filters.reduce(apply, value);
}

function filterOf([, name, double, single, curly, digits]: RegExpExecArray): Filter | null {
  if (!Object.hasOwn(takes, name!)) return null;
  const known = name as FilterName;
  const text = unquoted(double, single, curly);
  if (takes[known] === "nothing") return text === null && digits === undefined ? { name: known } : null;
  if (takes[known] === "text") return text === null ? null : { name: known, text };
  return digits === undefined ? null : { name: known, count: Number(digits) };
}

function apply(value: string, { name, text = "", count = 0, language = "en" }: Filter): string {
  switch (name) {
    case "default":
      return value || text;
    case "upcase":
      return value.toLocaleUpperCase(language);
    case "downcase":
      return value.toLocaleLowerCase(language);
    case "capitalize":
      return value && first(value).toLocaleUpperCase(language) + value.slice(first(value).length);
    case "strip":
      return value.trim();
    case "truncate":
      return truncate(value, count);
    case "date":
      return writeDate(value, text, language);
  }
}

const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** At most so many characters as a reader counts them, the last one an ellipsis. */
function truncate(value: string, count: number): string {
  if (value.length <= count) return value;
  let kept = 0;
  let end = 0;
  for (const { index } of letters.segment(value)) {
    if (kept === count) return `${value.slice(0, end)}…`;
    if (kept === count - 1) end = index;
    kept++;
  }
  return value;
}

function first(value: string): string {
  return String.fromCodePoint(value.codePointAt(0)!);
}

const DAY = /^(\d{4})-(\d\d)-(\d\d)/;
const NAMES: Record<string, Intl.DateTimeFormatOptions> = {
  B: { month: "long" },
  b: { month: "short" },
  A: { weekday: "long" },
  a: { weekday: "short" },
};
const writers = new Map<string, Intl.DateTimeFormat>();

/** A date as its field holds it (ISO 8601), in the author's form. Whatever is no date is left alone. */
function writeDate(value: string, form: string, language: string): string {
  const [, year, month, day] = DAY.exec(value) ?? [];
  const date = new Date(`${year}-${month}-${day}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return value;
  const figures: Record<string, string> = { Y: year!, y: year!.slice(2), m: month!, d: day!, "%": "%" };
  return form.replace(/%(-?)([YymdBbAa%])/g, (_, dash: string, letter: string) => {
    const figure = figures[letter];
    if (figure !== undefined) return dash ? figure.replace(/^0/, "") : figure;
    return writerFor(language, letter).format(date);
  });
}

function writerFor(language: string, letter: string): Intl.DateTimeFormat {
  const key = `${language} ${letter}`;
  let writer = writers.get(key);
  if (!writer) writers.set(key, (writer = new Intl.DateTimeFormat(language, { ...NAMES[letter], timeZone: "UTC" })));
  return writer;
}
