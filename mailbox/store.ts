import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

/** What the list shows of a mail without opening it. */
export type Entry = { id: number; at: string; from: string; to: string[]; subject: string; bytes: number };

const MOST = 20_000;

/** Mails on disk, one file each, with an index that is read once. The oldest go when there are more than 20,000. */
export class Store {
  readonly #folder: string;
  readonly #index: string;
  #entries: Entry[] = [];
  #next = 1;

  constructor(folder: string) {
    this.#folder = folder;
    this.#index = path.join(folder, "index.jsonl");
    mkdirSync(folder, { recursive: true });
    if (existsSync(this.#index)) this.#entries = readIndex(this.#index).slice(-MOST);
    this.#next = (this.#entries.at(-1)?.id ?? 0) + 1;
    writeFileSync(this.#index, this.#entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }

  /** Keep a mail as it came. It is on disk when this resolves. */
  async add(mail: { from: string; to: string[]; subject: string; raw: Buffer }): Promise<Entry> {
    const { from, to, subject, raw } = mail;
    const entry = { id: this.#next++, at: new Date().toISOString(), from, to, subject, bytes: raw.length };
    await writeFile(this.#file(entry.id), raw);
    this.#entries.push(entry);
    appendFileSync(this.#index, `${JSON.stringify(entry)}\n`);
    if (this.#entries.length > MOST) await rm(this.#file(this.#entries.shift()!.id), { force: true });
    return entry;
  }

  /** Mails whose address or subject holds all that is asked for, newest first, below id `before`. */
  find({ to = "", subject = "", text = "", before = Infinity, limit = 50 }): Entry[] {
    const has = (whole: string, part: string) => whole.toLowerCase().includes(part.toLowerCase());
    const found: Entry[] = [];
    for (let at = this.#entries.length - 1; at >= 0 && found.length < limit; at--) {
      const entry = this.#entries[at]!;
      const everything = `${entry.from} ${entry.to.join(" ")} ${entry.subject}`;
      if (entry.id < before && has(entry.to.join(" "), to) && has(entry.subject, subject) && has(everything, text))
        found.push(entry);
    }
    return found;
  }

  /** One mail's line in the index. */
  get(id: number): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** The bytes of a mail, as they came. */
  raw(id: number): Promise<Buffer> {
    return readFile(this.#file(id));
  }

  /** How many mails are kept. */
  get count(): number {
    return this.#entries.length;
  }

  /** Forget every mail. */
  clear(): void {
    for (const { id } of this.#entries) rmSync(this.#file(id), { force: true });
    this.#entries = [];
    writeFileSync(this.#index, "");
  }

  #file(id: number): string {
    return path.join(this.#folder, `${id}.eml`);
  }
}

function readIndex(file: string): Entry[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as Entry];
    } catch {
      return []; // the last line of a process that was killed, or the empty one at the end
    }
  });
}
