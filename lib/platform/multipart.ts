import { AppError } from "./errors";

/** One part of a form: a field, or a file with the name it had. `body` can be read once, and only before the next part is asked for. */
export type Part = { name: string; fileName: string | null; body: AsyncIterable<Buffer> };

const MAX_HEADERS = 8 * 1024;
const MAX_PARTS = 50;
const MAX_FIELD = 64 * 1024;

/** The parts of a `multipart/form-data` body (RFC 7578) as they arrive, never held in memory. Throws `invalid` for anything else. */
export async function* readParts(body: AsyncIterable<Uint8Array>, contentType: string): AsyncGenerator<Part> {
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s";]{1,70}))/i.exec(contentType);
  if (!boundary) throw broken();
  const delimiter = Buffer.from(`\r\n--${boundary[1] ?? boundary[2]}`);
  const source = bufferedSource(body);
  source.prepend(Buffer.from("\r\n")); // so that the first delimiter is like the others
  await drain(source.until(delimiter));
  for (let count = 0; ; count++) {
    const mark = (await source.take(2)).toString("latin1");
    if (mark === "--") return;
    if (mark !== "\r\n" || count >= MAX_PARTS) throw broken();
    const headers = (await collect(source.until(Buffer.from("\r\n\r\n")), MAX_HEADERS)).toString("utf8");
    const content = source.until(delimiter);
    yield { ...readDisposition(headers), body: content };
    await drain(content);
  }
}

/** The text of a part, at most 64 KB unless told. */
export async function readField({ body }: Part, mostBytes = MAX_FIELD): Promise<string> {
  return (await collect(body, mostBytes)).toString("utf8");
}

function bufferedSource(body: AsyncIterable<Uint8Array>) {
  const chunks = body[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);
  const more = async () => {
    const { done, value } = await chunks.next();
    if (done) throw broken(); // a body ends with its last delimiter and not before
    held = Buffer.concat([held, value]);
  };
  return {
    prepend: (bytes: Buffer) => void (held = Buffer.concat([bytes, held])),
    async take(count: number): Promise<Buffer> {
      while (held.length < count) await more();
      const taken = held.subarray(0, count);
      held = held.subarray(count);
      return taken;
    },
    async *until(delimiter: Buffer): AsyncGenerator<Buffer> {
      for (;;) {
        const at = held.indexOf(delimiter);
        if (at !== -1) {
          const last = held.subarray(0, at);
          held = held.subarray(at + delimiter.length);
          if (last.length > 0) yield last;
          return;
        }
        // The end may be the beginning of a delimiter.
        const sure = Math.max(0, held.length - delimiter.length + 1);
        const piece = held.subarray(0, sure);
        held = held.subarray(sure);
        if (piece.length > 0) yield piece;
        await more();
      }
    },
  };
}

function readDisposition(headers: string): { name: string; fileName: string | null } {
  const line = /^content-disposition:\s*form-data;(.*)$/im.exec(headers)?.[1] ?? "";
  const name = /\bname="([^"]*)"/i.exec(line.replace(/filename="[^"]*"/i, ""))?.[1];
  if (name === undefined) throw broken();
  const fileName = /\bfilename="([^"]*)"/i.exec(line)?.[1]?.replaceAll("%22", '"') ?? null;
  return { name, fileName };
}

async function collect(body: AsyncIterable<Buffer>, most: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of body) {
    length += piece.length;
    if (length > most) throw broken();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

async function drain(body: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of body) void piece;
}

function broken() {
  return new AppError("invalid", "upload_broken", "The file did not arrive whole. Send it again.", "file");
}
