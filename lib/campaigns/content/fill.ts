import type { Place } from "@/lib/campaigns/schema";
import { escapeFor, escapeHtml, oneLine, type Context } from "./escape";
import { applyFilters, type Filter } from "./filters";
import { isControl, parseTemplate, type ControlTag, type MergeTag } from "./merge";
import { emptyNotes, type Notes } from "./notes";
import type { Flat, MailList, Mark, Piece } from "./plan";

/** What a text is compiled with: the list's values, which are the same for everyone, and where notes go. */
export type Scope = { list: MailList; notes: Notes; where: Place; language: string };

/** A text of the author's as segments: its own letters escaped for the context, its merge fields as slots. Conditions have no place in it. */
export function fillText(text: string, as: Context, scope: Scope): Piece[] {
  const parts = withoutControls(readParts(text, scope), scope);
  return pack(parts.map((part) => (typeof part === "string" ? literal(part, as) : fillTag(part, as, scope))));
}

/** The same where conditions have a place: marks stand for them. */
export function fillDivided(text: string, as: Context, scope: Scope): Flat[] {
  const fill = (part: string | MergeTag | ControlTag): Flat => {
    if (typeof part === "string") return literal(part, as);
    return isControl(part) ? markOf(part, scope) : fillTag(part, as, scope);
  };
  return pack(readParts(text, scope).map(fill));
}

/** The mark of a condition, its fields noted. */
export function markOf(part: ControlTag, { notes, where }: Scope): Mark {
  if (part.control === "else" || part.control === "end") return { kind: part.control };
  for (const { field } of part.test.terms) notes.fields.push({ field, hasFallback: true, where });
  return { kind: part.control, test: part.test };
}

/** An address of the author's as segments, ready for a quoted attribute. */
export function fillUrl(url: string, scope: Scope): Piece[] {
  return pack(urlParts(url, scope).map((part) => (typeof part === "string" ? escapeHtml(part) : part)));
}

/** The same address for plain text. */
export function fillPlainUrl(url: string, scope: Scope): Piece[] {
  const parts = urlParts(url, { ...scope, notes: emptyNotes() });
  return pack(
    parts.map((part) => (typeof part === "string" || part.as === "url" ? part : { ...part, as: "plain" as const })),
  );
}

/** The address with the list's values in it when it is the same for everyone, else null. */
export function constantUrl(url: string, list: MailList): string | null {
  const parts = parseTemplate(url).parts.map((part) => {
    if (typeof part === "string") return part;
    return isControl(part) ? "" : listValue(part, list, "en");
  });
  return parts.includes(null) ? null : parts.join("").trim();
}

/** Join neighbouring letters, so that a plan holds as few segments as it can. */
export function pack<T extends Flat>(segments: T[]): T[];
export function pack(segments: Flat[]): Flat[] {
  const packed: Flat[] = [];
  let run: string[] = [];
  for (const segment of segments) {
    if (typeof segment === "string") run.push(segment);
    else {
      if (run.length > 0) packed.push(run.join(""));
      packed.push(segment);
      run = [];
    }
  }
  if (run.length > 0) packed.push(run.join(""));
  return packed.filter((segment) => segment !== "");
}

// Its beginning decides what an address is: a field can never bring a scheme along.
function urlParts(url: string, scope: Scope): Piece[] {
  const parts = withoutControls(readParts(url, scope), scope);
  const [first] = parts;
  if (parts.some((part) => typeof part !== "string") && typeof first === "string" && !hasScheme(first)) return ["#"];
  return parts.map((part, index) => {
    if (typeof part === "string") return oneLine(part).replaceAll(" ", "%20");
    const constant = listValue(part, scope.list, scope.language);
    if (constant === null) return fillTag(part, index === 0 ? "url_start" : "url", scope);
    return index > 0 ? encodeURIComponent(constant) : hasScheme(constant) ? constant : "";
  });
}

function readParts(text: string, scope: Scope): (string | MergeTag | ControlTag)[] {
  const { parts, malformed } = parseTemplate(text);
  for (const typed of malformed) scope.notes.malformed.push({ text: typed, where: scope.where });
  return parts;
}

function withoutControls(parts: (string | MergeTag | ControlTag)[], { notes, where }: Scope): (string | MergeTag)[] {
  return parts.filter((part): part is string | MergeTag => {
    if (!isControl(part)) return true;
    notes.conditions.push({ text: part.typed, where, is: "misplaced" });
    return false;
  });
}

function fillTag(tag: MergeTag, as: Context, scope: Scope): Piece {
  scope.notes.fields.push({ field: tag.field, hasFallback: Boolean(tag.fallback?.trim()), where: scope.where });
  if (tag.field === "unsubscribe_url" || tag.field === "web_url")
    return { kind: tag.field === "web_url" ? "web" : "unsubscribe", as: as === "url_start" ? "attribute" : as };
  const constant = listValue(tag, scope.list, scope.language);
  if (constant !== null) return escapeFor(as, constant);
  const { field, fallback, filters } = tag;
  const slot = { kind: "field" as const, field, fallback: fallback ?? "", as };
  return filters ? { ...slot, filters: inLanguage(filters, scope.language) } : slot;
}

function listValue({ field, fallback, filters }: MergeTag, list: MailList, language: string): string | null {
  if (!field.startsWith("list.")) return null;
  const key = field.slice("list.".length);
  const value = Object.hasOwn(list, key) ? list[key as keyof MailList].trim() : "";
  return filters ? applyFilters(value, inLanguage(filters, language)) : value || (fallback ?? "");
}

// Months and days have names in the language of the mail.
function inLanguage(filters: Filter[], language: string): Filter[] {
  return filters.map((filter) => (filter.name === "date" ? { ...filter, language } : filter));
}

function literal(text: string, as: Context): string {
  if (as === "header") return oneLine(text);
  return as === "html" || as === "attribute" ? escapeHtml(text) : text;
}

function hasScheme(text: string): boolean {
  return /^\s*(?:https?:\/\/|mailto:|tel:)/i.test(text);
}
