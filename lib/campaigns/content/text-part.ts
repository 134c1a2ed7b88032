import type { Segment } from "./plan";

/** Builds the plain text of a mail while its HTML is read: paragraphs, lists, quotes, links with their address. */
export class TextPart {
  private readonly segments: Segment[] = [];
  private readonly prefixes: { first: string; rest: string; used: boolean }[] = [];
  private breaks = 0;
  private space = false;
  private started = false;

  /** Text as HTML shows it: runs of white space are one space. */
  text(text: string): void {
    const words = text.replace(/[\s\u034f\u200c\u00ad]+/g, " ");
    if (words === "" || words === " ") {
      this.space ||= words === " ";
      return;
    }
    if (words.startsWith(" ")) this.space = true;
    this.write(words.trim());
    this.space = words.endsWith(" ");
  }

  slot(segment: Segment): void {
    this.write(segment);
    this.space = false;
  }

  /** The next text begins after this many line breaks; the larger of two wishes counts. */
  breakLines(count: number): void {
    this.breaks = Math.max(this.breaks, count);
    this.space = false;
  }

  /** Lines until `leave` begin with `first`, then with `rest`: a list item or a quotation. */
  enter(first: string, rest: string): void {
    this.prefixes.push({ first, rest, used: false });
  }

  leave(): void {
    this.prefixes.pop();
  }

  /** What was built; an empty array when there was no text. */
  done(): Segment[] {
    return this.started ? [...this.segments, "\n"] : [];
  }

  private write(segment: Segment): void {
    if (!this.started) this.segments.push(this.linePrefix());
    else if (this.breaks > 0) {
      const blank = this.blankPrefix();
      this.segments.push("\n", `${blank}\n`.repeat(this.breaks - 1), this.linePrefix());
    } else if (this.space) this.segments.push(" ");
    this.segments.push(segment);
    this.started = true;
    this.breaks = 0;
    this.space = false;
  }

  private linePrefix(): string {
    return this.prefixes
      .map((prefix) => {
        const shown = prefix.used ? prefix.rest : prefix.first;
        prefix.used = true;
        return shown;
      })
      .join("");
  }

  private blankPrefix(): string {
    return this.prefixes
      .map((prefix) => (prefix.used ? prefix.rest : ""))
      .join("")
      .trimEnd();
  }
}
