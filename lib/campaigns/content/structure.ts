import { Parser } from "htmlparser2";
import { CONDITION, type Condition } from "./conditions";
import { isControl, parseTemplate, type ControlTag } from "./merge";

type Open = { tag: Extract<ControlTag, { control: "if" | "elsif" }>; depth: number; unless: boolean; hasElse: boolean };

const DEEPEST = 8;
const NO_TEXT = new Set(["style", "title"]);

/**
 * The first condition that does not end in the element in which it begins, as typed; null when all do. Only then is every way through
 * a mail as whole as the mail itself. `conditions` are those for Outlook, none of which may be half inside.
 */
export function findOddControl(html: string, conditions: Condition[]): string | null {
  if (!html.includes("{%")) return null;
  const walk = new Walk(conditions);
  const parser = new Parser(
    {
      onopentag: (name, { id }) => walk.enter(name, id),
      ontext: (text) => walk.read(text),
      onclosetag: (name) => walk.leave(name),
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return walk.end();
}

class Walk {
  private open: Open[] = [];
  private depth = 0;
  private waiting = "";
  private silent = 0;
  private unless = false;
  private odd: string | null = null;

  constructor(private readonly conditions: Condition[]) {}

  enter(name: string, id = ""): void {
    this.flush();
    this.depth++;
    if (NO_TEXT.has(name)) this.silent++;
    if (name === CONDITION) this.unless = this.conditions[Number(id)]?.kind === "unless";
  }

  read(text: string): void {
    if (this.silent === 0) this.waiting += text;
  }

  leave(name: string): void {
    this.flush();
    this.depth--;
    if (NO_TEXT.has(name)) this.silent--;
    const last = this.open.at(-1);
    if (last && last.depth > this.depth) this.odd ??= last.tag.typed;
  }

  end(): string | null {
    this.flush();
    return this.odd ?? this.open.at(-1)?.tag.typed ?? null;
  }

  private flush(): void {
    for (const part of this.waiting === "" ? [] : parseTemplate(this.waiting).parts)
      if (isControl(part)) this.take(part);
    this.waiting = "";
  }

  private take(tag: ControlTag): void {
    const { depth, unless } = this;
    if (tag.control === "if") {
      this.open.push({ tag, depth, unless, hasElse: false });
      if (this.open.length > DEEPEST) this.odd ??= tag.typed;
      return;
    }
    const last = this.open.at(-1);
    const fits = last && last.depth === depth && last.unless === unless;
    if (!fits || (tag.control === "end" ? tag.word !== last.tag.word : last.hasElse)) this.odd ??= tag.typed;
    if (!last) return;
    if (tag.control === "end") this.open.pop();
    else last.hasElse ||= tag.control === "else";
  }
}
