import type { Socket } from "node:net";
import type { Reply } from "@/lib/deliveries/outcome";

const LONGEST_REPLY = 64 * 1024;
const MOST_UNREAD = 50; // far more than one packet of commands is answered with

type Waiting = { resolve: (reply: Reply) => void; reject: (error: Error) => void };

/** One socket as an SMTP conversation: commands out, replies in, in order. Ends with one error that every reader gets. */
export class Wire {
  #replies: Reply[] = [];
  #waiting: Waiting[] = [];
  #rest = "";
  #lines: string[] = [];
  #lost: Error | undefined;
  #socket: Socket;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", this.#read);
    socket.on("error", this.#fail);
    socket.on("close", this.#closed);
  }

  get lost(): boolean {
    return this.#lost !== undefined;
  }

  /** True when the relay has said something nobody asked for, such as a farewell while we were idle. */
  get spoke(): boolean {
    return this.#replies.length > 0;
  }

  /** Everything in one packet, as far as it fits. */
  write(...parts: (string | Buffer)[]): void {
    if (this.#lost) return;
    this.#socket.cork();
    for (const part of parts) this.#socket.write(part);
    this.#socket.uncork();
  }

  reply(): Promise<Reply> {
    const reply = this.#replies.shift();
    if (reply) return Promise.resolve(reply);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Give the socket away (to TLS) and read no more from it. */
  release(): Socket {
    this.#socket.off("data", this.#read).off("error", this.#fail).off("close", this.#closed);
    return this.#socket;
  }

  /** Say goodbye and leave without waiting for the answer. */
  quit(): void {
    this.write("QUIT\r\n");
    this.#fail(new Error("closed"));
    this.#socket.end();
    this.#socket.unref();
  }

  destroy(why: string): void {
    this.#fail(new Error(why));
    this.#socket.destroy();
  }

  #read = (bytes: Buffer): void => {
    this.#rest += bytes.toString("latin1");
    for (let end = this.#rest.indexOf("\n"); end >= 0 && !this.#lost; end = this.#rest.indexOf("\n")) {
      this.#line(this.#rest.slice(0, end).replace(/\r$/, ""));
      this.#rest = this.#rest.slice(end + 1);
    }
    if (this.#rest.length > LONGEST_REPLY) this.destroy("the relay talks without end");
  };

  #line(line: string): void {
    if (!/^[2-5]\d\d(?:[ -]|$)/.test(line)) return this.destroy(`not an SMTP reply: ${line.slice(0, 80)}`);
    this.#lines.push(line.slice(4));
    if (this.#lines.length > 200) return this.destroy("the relay talks without end");
    if (line[3] === "-") return;
    const reply = readReply(Number(line.slice(0, 3)), this.#lines);
    this.#lines = [];
    const reader = this.#waiting.shift();
    if (reader) return reader.resolve(reply);
    if (this.#replies.length >= MOST_UNREAD) return this.destroy("the relay talks without end");
    this.#replies.push(reply);
  }

  #closed = (): void => this.#fail(new Error("the relay closed the connection"));

  #fail = (error: Error): void => {
    if (this.#lost) return;
    this.#lost = error;
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  };
}

function readReply(code: number, lines: string[]): Reply {
  const enhanced = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/.exec(lines[0] ?? "")?.[1] ?? null;
  // Replies are shown to people and kept: no control characters, and an end.
  const text = Buffer.from(lines.join("\n"), "latin1")
    .toString("utf8")
    .replaceAll(/[^\P{Cc}\n]/gu, "")
    .trim();
  return { code, enhanced, text };
}
