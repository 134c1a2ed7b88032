import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { Segment, type Head } from "./segment";

/** What the list shows of a mail without opening it. */
export type Entry = Head & { bytes: number };

const MOST = 20_000;
const SEGMENT_MAILS = 2_000;

/** Mails on disk in files that are only added to, with an index in memory. The oldest file goes while more than 20,000 mails stay without it. */
export class Store {
  readonly #folder: string;
  #segments: Segment[] = [];
  #next = 1;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder).filter((name) => name.endsWith(".mails"));
    this.#segments = names.sort().map((name) => new Segment(path.join(folder, name)));
    this.#next = Math.max(0, ...this.#segments.flatMap(({ entries }) => entries.at(-1)?.id ?? 0)) + 1;
  }

  /** Keep a mail as it came: it outlives this process, though not the machine, when this returns. */
  add(mail: { from: string; to: string[]; subject: string; raw: Buffer }): Entry {
    const { raw, ...head } = mail;
    const entry = this.#open().add({ id: this.#next++, at: new Date().toISOString(), ...head }, raw);
    if (this.count - this.#segments[0]!.entries.length > MOST) this.#segments.shift()!.remove();
    return entry;
  }

  /** Mails whose address or subject holds all that is asked for, newest first, below id `before`. */
  find({ to = "", subject = "", text = "", before = Infinity, limit = 50 }): Entry[] {
    const has = (whole: string, part: string) => part === "" || whole.toLowerCase().includes(part.toLowerCase());
    const found: Entry[] = [];
    for (const segment of this.#segments.toReversed()) {
      for (let at = segment.entries.length - 1; at >= 0 && found.length < limit; at--) {
        const entry = segment.entries[at]!;
        const everything = text && `${entry.from} ${entry.to.join(" ")} ${entry.subject}`;
        if (entry.id < before && has(entry.to.join(" "), to) && has(entry.subject, subject) && has(everything, text))
          found.push(entry);
      }
    }
    return found;
  }

  /** One mail's line in the index. */
  get(id: number): Entry | undefined {
    return this.#segmentOf(id)?.get(id);
  }

  /** The bytes of a mail, as they came. Throws when it is not kept. */
  async raw(id: number): Promise<Buffer> {
    const segment = this.#segmentOf(id);
    if (!segment) throw new Error(`Mail ${id} is not kept.`);
    return segment.read(id);
  }

  /** How many mails are kept. */
  get count(): number {
    return this.#segments.reduce((sum, { entries }) => sum + entries.length, 0);
  }

  /** Forget every mail. */
  clear(): void {
    for (const segment of this.#segments.splice(0)) segment.remove();
  }

  #open(): Segment {
    const last = this.#segments.at(-1);
    if (last && last.entries.length < SEGMENT_MAILS) return last;
    const made = new Segment(path.join(this.#folder, `${String(this.#next).padStart(12, "0")}.mails`));
    this.#segments.push(made);
    return made;
  }

  #segmentOf(id: number): Segment | undefined {
    return this.#segments.find((segment) => segment.get(id) !== undefined);
  }
}
