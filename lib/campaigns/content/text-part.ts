import type { Flat, Mark, Piece, Slot } from "./plan";

type State = { breaks: number; space: boolean; started: boolean; used: boolean[] };

/** Builds the plain text of a mail while its HTML is read: paragraphs, lists, quotes, links with their address. */
export class TextPart {
  private readonly segments: Flat[] = [];
  private readonly forks: { before: State; ends: State[]; hasElse: boolean }[] = [];
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

  slot(segment: Slot): void {
    this.write(segment);
    this.space = false;
  }

  /** Here the text divides, or is for all again. Each way goes on from where the text divided. */
  mark(mark: Mark): void {
    this.segments.push(mark);
    if (mark.kind === "if") {
      this.forks.push({ before: this.state(), ends: [], hasElse: false });
      return;
    }
    const fork = this.forks.at(-1)!;
    fork.ends.push(this.state());
    if (mark.kind !== "end") {
      fork.hasElse ||= mark.kind === "else";
      this.restore(fork.before);
      return;
    }
    this.forks.pop();
    // Whoever gets none of the ways still has the line breaks from before.
    const ends = fork.hasElse ? fork.ends : [...fork.ends, fork.before];
    this.breaks = Math.max(...ends.map(({ breaks }) => breaks));
    this.space = ends.some(({ space }) => space);
    this.started = ends.some(({ started }) => started);
    this.prefixes.forEach((prefix, at) => (prefix.used = ends.some(({ used }) => used[at])));
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
  done(): Flat[] {
    return this.started ? [...this.segments, "\n"] : [];
  }

  private write(segment: Piece): void {
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

  private state(): State {
    const { breaks, space, started, prefixes } = this;
    return { breaks, space, started, used: prefixes.map(({ used }) => used) };
  }

  private restore({ breaks, space, started, used }: State): void {
    Object.assign(this, { breaks, space, started });
    this.prefixes.forEach((prefix, at) => (prefix.used = used[at] ?? false));
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
