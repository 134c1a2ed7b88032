import { forAll, nest, withoutMarks } from "./branches";
import { liftConditions } from "./conditions";
import type { LetterDocument } from "./document";
import { footerHtml, frameMail, type FooterWords } from "./frame";
import { fillDivided, type Scope } from "./fill";
import { letterCss, letterHtml } from "./letter";
import { parseTemplate } from "./merge";
import { emptyNotes, type Notes } from "./notes";
import type { Flat, MailList, RenderPlan, Segment } from "./plan";
import { MailReader } from "./read-html";
import { sanitizeMail } from "./sanitize";
import { findOddControl } from "./structure";

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
  const scope: Scope = { list, notes, where: "content", language: options.language };
  const { html: written, conditions, refused } = liftConditions(sourceOf(content));
  notes.outlookRefused = refused;
  const clean = sanitizeMail(written);
  const odd = findOddControl(clean, conditions);
  if (odd !== null) notes.conditions.push({ text: odd, where: "content", is: "odd" });
  const reader = new MailReader(scope, options.tracksClicks, odd === null);
  const read = reader.read(clean, conditions);
  const footer = readFooter(reader, list, options, notes);
  const subject = readLine(content.subject, "header", { ...scope, where: "subject" });
  const preheader = readLine(content.preheader.trim(), "html", { ...scope, where: "preheader" });
  const html = frameMail(read, footer, {
    language: options.language,
    title: readLine(content.subject, "html", { ...scope, notes: emptyNotes() }),
    preheader,
    css: content.mode === "letter" ? letterCss : "",
    tracksOpens: options.tracksOpens,
  });
  const text = reader.text.done();
  const shown = readLine(content.preheader.trim(), "header", { ...scope, notes: emptyNotes() });
  const plan: RenderPlan = {
    version: 1,
    subject: whole(subject),
    preheader: whole(shown),
    html: whole(html),
    text: whole(text),
    links: reader.links,
  };
  return { plan, notes };
}

/** A text of one line with its conditions, or without any where they do not end. */
function readLine(text: string, as: "header" | "html", scope: Scope): Flat[] {
  const flat = fillDivided(text, as, scope);
  if (nest(flat) !== null) return flat;
  scope.notes.conditions.push({ text, where: scope.where, is: "odd" });
  return withoutMarks(flat);
}

// What was read is balanced by now.
function whole(flat: Flat[]): Segment[] {
  return nest(flat) ?? withoutMarks(flat);
}

function sourceOf({ mode, letter, code }: MailContent): string {
  return mode === "letter" ? letterHtml(letter) : code;
}

// Read by the same reader, after the author's part, with notes of its own: the check is about what the author wrote.
function readFooter(reader: MailReader, list: MailList, options: CompileOptions, seen: Notes): Flat[] {
  const source = footerHtml(list, options.words, {
    unsubscribe: !seen.anchors.some(isWayOut),
    address: !holds(reader.text.done(), list.address),
  });
  return source === "" ? [] : reader.readQuietly(source);
}

// A way out is one that people can see, whatever their fields hold, and that leads nowhere else first.
function isWayOut({ url, label, shown }: Notes["anchors"][number]): boolean {
  const [tag, ...rest] = parseTemplate(url).parts;
  const leadsOut = typeof tag === "object" && "field" in tag && tag.field === "unsubscribe_url" && rest.length === 0;
  return leadsOut && shown && parseTemplate(label).parts.some((part) => typeof part === "string" && isVisible(part));
}

function isVisible(text: string): boolean {
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(text);
}

// In what every reader sees, which is what the text part is made of.
function holds(text: Flat[], address: string): boolean {
  const bare = (words: string) => words.replace(/[\s,]+/g, " ").trim();
  const shown = forAll(text)
    .map((part) => (typeof part === "string" ? part : "\n"))
    .join("");
  return bare(address) !== "" && bare(shown).includes(bare(address));
}
