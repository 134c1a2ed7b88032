import { LINES, PARAGRAPHS } from "./elements";
import type { TextPart } from "./text-part";

/** What the elements of HTML are in plain text: lines, paragraphs, lists with their marks, quotations. */
export class TextLayout {
  private readonly counters: (number | null)[] = [];

  constructor(private readonly text: TextPart) {}

  start(name: string, attributes: Record<string, string>): void {
    if (name === "br") this.text.breakLines(1);
    if (PARAGRAPHS.has(name)) this.text.breakLines(this.counters.length > 0 ? 1 : 2);
    if (LINES.has(name)) this.text.breakLines(1);
    if (name === "td" || name === "th") this.text.text(" ");
    if (name === "ul") this.counters.push(null);
    if (name === "ol") this.counters.push(Number.parseInt(attributes.start ?? "1", 10) || 1);
    if (name === "li") this.startItem();
    if (name === "blockquote") this.text.enter("> ", "> ");
    if (name === "hr") this.rule();
  }

  end(name: string): void {
    if (name === "li" || name === "blockquote") this.text.leave();
    if (name === "ul" || name === "ol") this.counters.pop();
    if (PARAGRAPHS.has(name)) this.text.breakLines(this.counters.length > 0 ? 1 : 2);
    if (LINES.has(name)) this.text.breakLines(1);
  }

  private rule(): void {
    this.text.text("----------");
    this.text.breakLines(2);
  }

  private startItem(): void {
    const count = this.counters.at(-1);
    if (typeof count === "number") this.counters[this.counters.length - 1] = count + 1;
    const mark = typeof count === "number" ? `${count}. ` : "- ";
    this.text.enter(mark, " ".repeat(mark.length));
  }
}
