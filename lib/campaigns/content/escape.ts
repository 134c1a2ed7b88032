/** Where a value lands, which decides how it is written there. */
export type Context = "html" | "attribute" | "url" | "url_start" | "css" | "header" | "plain";

const MAX_VALUE = 1_000;
const MAX_IN_HEADER = 120;
const HARMLESS = /^[\w@:/.+-]{0,1000}$/;
const ENTITY: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// C0, DEL and C1 controls but tab and line feed, and lone line separators: nothing a person wrote on purpose.
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Write a value so that it can only ever be text in that context, cut at 1,000 characters, in a header at 120. */
export function escapeFor(context: Context, value: string): string {
  if (isHarmless(context, value)) return value;
  const plain = cut(value, context === "header" ? MAX_IN_HEADER : MAX_VALUE)
    .replace(/\r\n?/g, "\n")
    .replace(CONTROLS, " ");
  switch (context) {
    case "plain":
      return plain;
    case "header":
      return plain.replace(/\s+/g, " ").trim();
    case "html":
      return escapeHtml(plain);
    case "attribute":
      return escapeHtml(plain.replace(/\s+/g, " "));
    case "url":
      return encodeURIComponent(plain.trim()).replaceAll("'", "%27");
    case "url_start":
      return escapeHtml(webAddress(plain.trim()));
    case "css":
      return plain.replace(/[^\p{L}\p{N} #%.,-]/gu, "");
  }
}

/** Nothing in it that any of these three contexts minds: links, addresses and most names, which are most values. */
function isHarmless(context: Context, value: string): boolean {
  return (context === "html" || context === "attribute" || context === "plain") && HARMLESS.test(value);
}

/** Text of the author's own as HTML, whole and uncut. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITY[letter]!);
}

/** Text of the author's own for a header: one line, no controls (RFC 5322 2.2). */
export function oneLine(text: string): string {
  return text.toWellFormed().replace(CONTROLS, " ").replace(/\s+/g, " ");
}

// A value that is a whole address is one to the web, or it is nothing: no script, no data, no path of ours.
function webAddress(value: string): string {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return "";
  return new URL(value).href;
}

// A letter of two halves is kept whole or left out.
function cut(value: string, longest: number): string {
  return (value.length > longest ? value.slice(0, longest).replace(/[\ud800-\udbff]$/, "") : value).toWellFormed();
}
