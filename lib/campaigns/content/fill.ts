import type { Place } from "@/lib/campaigns/schema";
import { escapeFor, escapeHtml, oneLine, type Context } from "./escape";
import { parseTemplate, type MergeTag } from "./merge";
import { emptyNotes, type Notes } from "./notes";
import type { MailList, Segment } from "./plan";

/** What a text is compiled with: the list's values, which are the same for everyone, and where notes go. */
export type Scope = { list: MailList; notes: Notes; where: Place };

/** A text of the author's as segments: its own letters escaped for the context, its merge fields as slots. */
export function fillText(text: string, as: Context, scope: Scope): Segment[] {
  const { parts, malformed } = parseTemplate(text);
  for (const typed of malformed) scope.notes.malformed.push({ text: typed, where: scope.where });
  return pack(parts.map((part) => (typeof part === "string" ? literal(part, as) : fillTag(part, as, scope))));
}

/** An address of the author's as segments, ready for a quoted attribute. */
export function fillUrl(url: string, scope: Scope): Segment[] {
  return pack(urlParts(url, scope).map((part) => (typeof part === "string" ? escapeHtml(part) : part)));
}

/** The same address for plain text. */
export function fillPlainUrl(url: string, scope: Scope): Segment[] {
  const parts = urlParts(url, { ...scope, notes: emptyNotes() });
  return pack(
    parts.map((part) => (typeof part === "string" || part.as === "url" ? part : { ...part, as: "plain" as const })),
  );
}

/** The address with the list's values in it when it is the same for everyone, else null. */
export function constantUrl(url: string, list: MailList): string | null {
  const parts = parseTemplate(url).parts.map((part) => (typeof part === "string" ? part : listValue(part, list)));
  return parts.includes(null) ? null : parts.join("").trim();
}

/** Join neighbouring letters, so that a plan holds as few segments as it can. */
export function pack(segments: Segment[]): Segment[] {
  const packed: Segment[] = [];
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
function urlParts(url: string, scope: Scope): Segment[] {
  const { parts, malformed } = parseTemplate(url);
  for (const typed of malformed) scope.notes.malformed.push({ text: typed, where: scope.where });
  const [first] = parts;
  if (parts.some((part) => typeof part !== "string") && typeof first === "string" && !hasScheme(first)) return ["#"];
  return parts.map((part, index) => {
    if (typeof part === "string") return oneLine(part).replaceAll(" ", "%20");
    const constant = listValue(part, scope.list);
    if (constant === null) return fillTag(part, index === 0 ? "url_start" : "url", scope);
    return index > 0 ? encodeURIComponent(constant) : hasScheme(constant) ? constant : "";
  });
}

function fillTag(tag: MergeTag, as: Context, scope: Scope): Segment {
  scope.notes.fields.push({ field: tag.field, hasFallback: Boolean(tag.fallback?.trim()), where: scope.where });
  if (tag.field === "unsubscribe_url" || tag.field === "web_url")
    return { kind: tag.field === "web_url" ? "web" : "unsubscribe", as: as === "url_start" ? "attribute" : as };
  const constant = listValue(tag, scope.list);
  return constant === null
    ? { kind: "field", field: tag.field, fallback: tag.fallback ?? "", as }
    : escapeFor(as, constant);
}

function listValue({ field, fallback }: MergeTag, list: MailList): string | null {
  if (!field.startsWith("list.")) return null;
  const key = field.slice("list.".length);
  return (Object.hasOwn(list, key) && list[key as keyof MailList].trim()) || (fallback ?? "");
}

function literal(text: string, as: Context): string {
  if (as === "header") return oneLine(text);
  return as === "html" || as === "attribute" ? escapeHtml(text) : text;
}

function hasScheme(text: string): boolean {
  return /^\s*(?:https?:\/\/|mailto:|tel:)/i.test(text);
}
