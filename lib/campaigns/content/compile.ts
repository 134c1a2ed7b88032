import type { LetterDocument } from "./document";
import { footerHtml, frameMail, type FooterWords } from "./frame";
import { fillText, type Scope } from "./fill";
import { letterCss, letterHtml } from "./letter";
import { parseTemplate, type MergeTag } from "./merge";
import { emptyNotes, type Notes } from "./notes";
import type { MailList, RenderPlan, Segment } from "./plan";
import { MailReader, type ReadHtml } from "./read-html";
import { sanitizeMail } from "./sanitize";

/** What an author wrote. Only the part of its mode counts. */
export type MailContent = {
  subject: string;
  preheader: string;
  mode: "letter" | "code";
  letter: LetterDocument;
  code: string;
};

export type CompileOptions = {
  language: string;
  words: FooterWords;
  tracksOpens: boolean;
  tracksClicks: boolean;
};

/** Compile a campaign once. `list.address` is the list's, else the account's; the footer adds what the author's mail lacks. */
export function compilePlan(content: MailContent, list: MailList, options: CompileOptions): RenderPlan {
  return compileMail(content, list, options).plan;
}

/** The plan, and what was noticed on the way. */
export function compileMail(content: MailContent, list: MailList, options: CompileOptions) {
  const notes = emptyNotes();
  const scope: Scope = { list, notes, where: "content" };
  const reader = new MailReader(scope, options.tracksClicks);
  const read = reader.read(sanitizeMail(content.mode === "letter" ? letterHtml(content.letter) : content.code));
  const footer = readFooter(reader, read, list, options, notes);
  const subject = fillText(content.subject, "header", { ...scope, where: "subject" });
  const html = frameMail(read, footer, {
    language: options.language,
    title: fillText(content.subject, "html", { ...scope, notes: emptyNotes() }),
    preheader: fillText(content.preheader.trim(), "html", { ...scope, where: "preheader" }),
    css: content.mode === "letter" ? letterCss : "",
    tracksOpens: options.tracksOpens,
  });
  const words = reader.text.done();
  const text = words.length > 0 ? words : lastWords;
  const preheader = fillText(content.preheader.trim(), "header", { ...scope, notes: emptyNotes() });
  const plan: RenderPlan = { version: 1, subject, preheader, html, text, links: reader.links };
  return { plan, notes };
}

// A mail without a word still has a text part: the address of its web version.
const lastWords: Segment[] = [{ kind: "web", as: "plain" }, "\n"];

// Read by the same reader, after the author's part, with notes of its own: the check is about what the author wrote.
function readFooter(
  reader: MailReader,
  read: ReadHtml,
  list: MailList,
  options: CompileOptions,
  seen: Notes,
): Segment[] {
  const fields = new Set(seen.fields.map(({ field }) => field));
  const source = footerHtml(list, options.words, {
    unsubscribe: !seen.anchors.some(({ url }) => parseTemplate(url).parts.some(isWayOut)),
    address: !fields.has("list.address") && !holds(read.body, list.address),
  });
  return source === "" ? [] : reader.readQuietly(source);
}

function isWayOut(part: string | MergeTag): boolean {
  return typeof part !== "string" && part.field === "unsubscribe_url";
}

function holds(body: Segment[], address: string): boolean {
  const bare = (text: string) => text.replace(/<[^>]*>/g, " ").replace(/[\s,]+/g, " ");
  const wanted = bare(address).trim();
  return wanted !== "" && body.some((part) => typeof part === "string" && bare(part).includes(wanted));
}
