import { Parser } from "htmlparser2";
import { CONDITION, writeCondition, type Condition } from "./conditions";
import { ADDRESSES, FRAME, isHidden, VOID } from "./elements";
import { escapeHtml } from "./escape";
import { constantUrl, fillPlainUrl, fillText, fillUrl, markOf, pack, type Scope } from "./fill";
import { isControl, parseTemplate, type ControlTag } from "./merge";
import { emptyNotes } from "./notes";
import type { Flat, Mark, Piece, PlanLink } from "./plan";
import { sanitizeCss } from "./sanitize";
import { TextLayout } from "./text-layout";
import { TextPart } from "./text-part";

export type ReadHtml = {
  /** Style blocks and the colour schemes the author names. */
  head: Piece[];
  bodyAttributes: Piece[];
  body: Flat[];
};

/** Reads sanitised HTML into segments of HTML and of plain text. Everything is written anew, escaped: what a browser parses is what was read. */
export class MailReader {
  readonly links: PlanLink[] = [];
  readonly text = new TextPart();
  private readonly layout = new TextLayout(this.text);
  private out: ReadHtml = { head: [], bodyAttributes: [], body: [] };
  private waiting = "";
  private skipped: string | null = null;
  private anchor: { url: string; label: string; shown: Piece[] } | null = null;
  /** How many elements are open from the outermost that nobody sees. */
  private hidden = 0;
  private conditions: (Condition | undefined)[] = [];
  /** Within what Outlook does not see. */
  private unless = false;
  private inHead = false;
  /** How many conditions of the author's are open here. */
  private ways = 0;

  /** `divides` is false where conditions do not end where they begin: then everybody gets all of it. */
  constructor(
    private scope: Scope,
    private readonly tracksClicks: boolean,
    private readonly divides = true,
  ) {}

  /** `conditions` are those whose places the HTML holds. */
  read(html: string, conditions: Condition[] = []): ReadHtml {
    this.conditions = [...conditions];
    this.out = { head: [], bodyAttributes: [], body: [] };
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => void (this.waiting += text),
        onclosetag: (name) => this.close(name),
      },
      { decodeEntities: true },
    );
    parser.end(html);
    this.flush();
    if (this.unless) this.writeCondition({ kind: "end" });
    const { head, bodyAttributes, body } = this.out;
    return { head: pack(head), bodyAttributes: pack(bodyAttributes), body: pack(body) };
  }

  /** Read a part of the house's own: its links and words count in the mail and not in the notes. */
  readQuietly(html: string): Flat[] {
    const { scope } = this;
    this.scope = { ...scope, notes: emptyNotes() };
    this.text.breakLines(2);
    const { body } = this.read(html);
    this.scope = scope;
    return body;
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.flush();
    if (this.hidden > 0 || isHidden(attributes.style)) this.hidden += 1;
    if (FRAME.has(name)) return this.openFrame(name, attributes);
    if (name === CONDITION) return this.openCondition(attributes.id);
    if (name === "a") this.openAnchor(attributes);
    this.out.body.push(`<${name}`, ...this.attributes(name, attributes), ">");
    if (this.hidden > 0) return;
    if (name === "img") this.picture(attributes);
    else this.layout.start(name, attributes);
  }

  private close(name: string): void {
    this.flush();
    this.closeElement(name);
    if (this.hidden > 0) this.hidden -= 1;
  }

  private closeElement(name: string): void {
    if (name === this.skipped) this.skipped = null;
    if (name === "head") this.inHead = false;
    if (FRAME.has(name) || VOID.has(name) || name === CONDITION) return;
    if (name === "a") this.closeAnchor();
    this.out.body.push(`</${name}>`);
    if (this.hidden === 0) this.layout.end(name);
  }

  private openFrame(name: string, attributes: Record<string, string>): void {
    if (name === "head") this.inHead = true;
    if (name === "style" || name === "title") this.skipped = name;
    if (name === "body") this.out.bodyAttributes.push(...this.attributes(name, attributes));
    if (name === "meta" && /color-scheme/i.test(attributes.name ?? ""))
      this.out.head.push(
        `<meta name="${escapeHtml(attributes.name!)}" content="${escapeHtml(attributes.content ?? "")}">`,
      );
  }

  // Each condition once, and what begins for all but Outlook ends before the footer: it is for everyone.
  private openCondition(id: string | undefined): void {
    const condition = this.conditions[Number(id)];
    this.conditions[Number(id)] = undefined;
    if (condition && this.unless === (condition.kind === "end")) this.writeCondition(condition);
  }

  private writeCondition(condition: Condition): void {
    this.unless = condition.kind === "unless";
    const out = this.inHead ? this.out.head : this.out.body;
    out.push(
      ...writeCondition(condition, {
        text: (text) => fillText(text, "html", this.scope),
        // No comment ends within it.
        css: (css) => fillText(sanitizeCss(css).replaceAll(">", " > "), "css", this.scope),
        attribute: (name, key, value) =>
          key === "href" ? this.outlookLink(value) : this.attributes(name, { [key]: value }),
      }),
    );
  }

  private outlookLink(href: string): Piece[] {
    const { url, shown } = this.lead(href);
    this.scope.notes.anchors.push({ url: url ?? href.trim(), label: href, personal: url === null, shown: false });
    return [' href="', ...shown, '"'];
  }

  private flush(): void {
    const text = this.waiting;
    this.waiting = "";
    if (text === "" || this.skipped === "title") return;
    if (this.skipped === "style") {
      this.out.head.push("<style>", ...fillText(sanitizeCss(text), "css", this.scope), "</style>");
      return;
    }
    if (this.out.body.length === 0 && text.trim() === "") return;
    for (const part of divide(text)) {
      if (typeof part === "string") this.words(part);
      else if (this.divides) this.mark(markOf(part, this.scope));
    }
  }

  private words(text: string): void {
    this.out.body.push(...fillText(text, "html", this.scope));
    if (this.anchor) this.anchor.label += text;
    if (this.hidden > 0) return;
    this.scope.notes.substance += text.trim().length;
    this.plain(text);
  }

  private mark(mark: Mark): void {
    this.ways += mark.kind === "if" ? 1 : mark.kind === "end" ? -1 : 0;
    this.out.body.push(mark);
    if (this.hidden === 0) this.text.mark(mark);
  }

  private plain(text: string): void {
    const quiet = { ...this.scope, notes: emptyNotes() };
    for (const segment of fillText(text, "plain", quiet))
      if (typeof segment === "string") this.text.text(segment);
      else this.text.slot(segment);
  }

  private attributes(name: string, attributes: Record<string, string>): Piece[] {
    return Object.entries(attributes).flatMap(([key, value]): Piece[] => {
      if (name === "a" && key === "href" && this.anchor) return [' href="', ...this.anchor.shown, '"'];
      if (ADDRESSES.has(key)) return [` ${key}="`, ...fillUrl(value, this.scope), '"'];
      const written = key === "style" ? this.style(value) : fillText(value, "attribute", this.scope);
      return [` ${key}="`, ...written, '"'];
    });
  }

  private style(css: string): Piece[] {
    const segments = fillText(sanitizeCss(css), "css", this.scope);
    return segments.map((part) => (typeof part === "string" ? escapeHtml(part) : part));
  }

  private openAnchor({ href = "", name, id }: Record<string, string>): void {
    if (href === "" && (name || id)) return; // a place to jump to
    const { url, shown } = this.lead(href);
    this.anchor = { url: url ?? href.trim(), label: "", shown };
    const everySees = this.hidden === 0 && !this.unless && this.ways === 0;
    this.scope.notes.anchors.push({ url: this.anchor.url, label: "", personal: url === null, shown: everySees });
  }

  // Where a link leads, by its number where it is counted. `url` is null where it is another for each reader.
  private lead(href: string): { url: string | null; shown: Piece[] } {
    const url = constantUrl(href, this.scope.list);
    if (url === null || !this.tracksClicks || !isWebAddress(url)) return { url, shown: fillUrl(href, this.scope) };
    const no = this.links.length + 1;
    this.links.push({ no, url, label: "" });
    return { url, shown: [{ kind: "click", no, as: "attribute" }] };
  }

  private closeAnchor(): void {
    const anchor = this.anchor;
    this.anchor = null;
    if (!anchor) return;
    const label = anchor.label.replace(/\s+/g, " ").trim();
    this.scope.notes.anchors.at(-1)!.label = label;
    const [shown] = anchor.shown;
    if (typeof shown === "object" && shown.kind === "click") this.links.at(-1)!.label = label.slice(0, 200);
    if (this.hidden === 0) this.linkText(anchor, label);
  }

  // "label (address)", and the address alone where the label is the address.
  private linkText({ url, shown }: { url: string; shown: Piece[] }, label: string): void {
    if (label === url || url === "" || url.startsWith("#") || url === `mailto:${label}`) return;
    const [slot] = shown;
    const counted = typeof slot === "object" && slot.kind === "click";
    const address = counted
      ? [{ ...slot, as: "plain" as const }]
      : fillPlainUrl(url.replace(/^mailto:/i, ""), this.scope);
    if (label) this.text.text(" (");
    for (const part of address)
      if (typeof part === "string") this.text.text(part);
      else this.text.slot(part);
    if (label) this.text.text(")");
  }

  private picture({ src, alt }: Record<string, string>): void {
    this.scope.notes.substance += 1;
    if (alt === undefined) this.scope.notes.picturesWithoutAlt.push((src ?? "").slice(0, 200));
    if (!alt) return;
    if (this.anchor) this.anchor.label += alt;
    this.plain(alt);
  }
}

/** A text where its conditions divide it, everything between as typed. */
function divide(text: string): (string | ControlTag)[] {
  if (!text.includes("{%")) return [text];
  const parts: (string | ControlTag)[] = [];
  let rest = text;
  for (const part of parseTemplate(text).parts) {
    if (!isControl(part)) continue;
    const at = rest.indexOf(part.typed);
    if (at > 0) parts.push(rest.slice(0, at));
    parts.push(part);
    rest = rest.slice(at + part.typed.length);
  }
  return rest === "" ? parts : [...parts, rest];
}

function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}
