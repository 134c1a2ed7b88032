import { closeSync, fstatSync, ftruncateSync, openSync, readSync, rmSync, writevSync } from "node:fs";
import { open } from "node:fs/promises";

export type Head = { id: number; at: string; from: string; to: string[]; subject: string };
type Entry = Head & { bytes: number };

// A line is longer only when a mail went to very many at once.
const FIRST_LOOK = 1_024;
const LONGEST_LINE = FIRST_LOOK * 8 ** 4;

/** A file of mails, each a line of JSON and then its bytes. Adding is one write; the index is read from the lines. */
export class Segment {
  readonly entries: Entry[] = [];
  readonly #file: string;
  readonly #fd: number;
  readonly #offsets: number[] = [];
  #size = 0;

  constructor(file: string) {
    this.#file = file;
    this.#fd = openSync(file, "a+");
    this.#readIndex();
  }

  add(head: Head, raw: Buffer): Entry {
    const entry = { ...head, bytes: raw.length };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    const written = writevSync(this.#fd, [line, raw]);
    if (written !== line.length + raw.length) {
      ftruncateSync(this.#fd, this.#size);
      throw new Error("The disk took only a part of the mail.");
    }
    this.#remember(entry, line.length);
    return entry;
  }

  get(id: number): Entry | undefined {
    return this.entries[id - (this.entries[0]?.id ?? 0)];
  }

  async read(id: number): Promise<Buffer> {
    const at = id - this.entries[0]!.id;
    const bytes = Buffer.alloc(this.entries[at]!.bytes);
    const handle = await open(this.#file); // not the writing one: `remove` may close that while we read
    try {
      await handle.read(bytes, 0, bytes.length, this.#offsets[at]!);
    } finally {
      await handle.close();
    }
    return bytes;
  }

  remove(): void {
    closeSync(this.#fd);
    rmSync(this.#file, { force: true });
  }

  #readIndex(): void {
    const end = fstatSync(this.#fd).size;
    while (this.#size < end) {
      const line = this.#readLine();
      const entry = line && parse(line);
      if (!entry || this.#size + line.length + 1 + entry.bytes > end) break;
      this.#remember(entry, line.length + 1);
    }
    ftruncateSync(this.#fd, this.#size); // what a killed process left half written
  }

  #readLine(): Buffer | null {
    for (let length = FIRST_LOOK; length <= LONGEST_LINE; length *= 8) {
      const window = Buffer.alloc(length);
      const got = window.subarray(0, readSync(this.#fd, window, 0, length, this.#size));
      const end = got.indexOf("\n");
      if (end >= 0) return got.subarray(0, end);
      if (got.length < length) return null;
    }
    return null;
  }

  #remember(entry: Entry, lineLength: number): void {
    this.entries.push(entry);
    this.#offsets.push(this.#size + lineLength);
    this.#size += lineLength + entry.bytes;
  }
}

function parse(line: Buffer): Entry | null {
  try {
    return JSON.parse(line.toString("utf8")) as Entry;
  } catch {
    return null;
  }
}
