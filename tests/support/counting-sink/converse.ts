import type { Socket } from "node:net";
import type { Book, Reaction, Step } from "../counting-sink";

const ORDINARY: Record<Step, string | null> = {
  banner: "220 sink.example ESMTP",
  ehlo: "",
  starttls: "220 2.0.0 Go on",
  mail: "250 2.1.0 Sender taken",
  rcpt: "250 2.1.5 Recipient taken",
  data: "354 Go on",
  starts: null,
  dot: "250 2.0.0 Kept",
};
const END = "\r\n.\r\n";

/** One conversation, from the banner to the end. Answers leave in the order of the commands, however long one takes. */
export function converse(socket: Socket, book: Book, connection: number): void {
  new Conversation(socket, book, connection).begin();
}

class Conversation {
  #unread = "";
  #isBusy = false;
  #isMute = false;
  #inData = false;
  #to = "";
  #asked = ""; // the last one named, taken or not
  #on = 0;

  constructor(
    readonly socket: Socket,
    readonly book: Book,
    readonly connection: number,
  ) {}

  begin(): void {
    this.socket.on("data", (bytes) => {
      if (this.#isMute) return;
      if (this.#isBusy && !this.#inData) this.book.n.ahead++;
      this.#unread += bytes.toString("latin1");
      this.#work();
    });
    this.#react("banner");
  }

  #work(): void {
    while (!this.#isBusy && !this.#isMute) {
      if (this.#inData) {
        const end = this.#unread.startsWith(".\r\n") ? 0 : this.#unread.indexOf(END);
        if (end < 0) return;
        const message = this.#unread.slice(0, end);
        this.#unread = this.#unread.slice(end === 0 && this.#unread.startsWith(".\r\n") ? 3 : end + END.length);
        this.#end(message);
      } else {
        const end = this.#unread.indexOf("\r\n");
        if (end < 0) return;
        const line = this.#unread.slice(0, end);
        this.#unread = this.#unread.slice(end + 2);
        this.#command(line);
      }
      // Whoever waits for each answer has sent nothing more by now; a body follows its 354 only.
      if (this.#unread.length > 0 && !this.#inData) this.book.n.ahead++;
    }
  }

  #command(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") return this.#react("ehlo", ["sink.example", ...this.book.settings.offers]);
    if (verb === "STAR") return this.#react("starttls");
    if (verb === "MAIL") {
      this.#to = this.#asked = "";
      return this.#react("mail");
    }
    if (verb === "RCPT") return this.#recipient(/<([^>]*)>/.exec(line)?.[1] ?? "");
    if (verb === "DATA") return this.#data();
    if (verb === "RSET") {
      this.#to = "";
      return this.#say("250 2.0.0 Forgotten");
    }
    if (verb === "QUIT") {
      this.#say("221 2.0.0 Bye");
      return void this.socket.end();
    }
    this.#say("502 5.5.2 Not known here");
  }

  #recipient(address: string): void {
    const times = this.book.named.get(address) ?? [];
    times.push(Date.now());
    this.book.named.set(address, times);
    this.#to = this.#asked = address;
    this.#react("rcpt");
  }

  #data(): void {
    if (!this.#to && !this.book.settings.habit(this.#at("data"))) return this.#say("503 5.5.1 For nobody");
    this.#react("data");
  }

  #end(message: string): void {
    const id = /^Message-ID: *(\S+)/im.exec(message)?.[1] ?? "";
    this.book.ids.set(this.#to, (this.book.ids.get(this.#to) ?? new Set()).add(id));
    this.#inData = false;
    this.#on++;
    this.#react("dot");
  }

  #at(step: Step) {
    const nth = this.book.named.get(this.#asked)?.length ?? 0;
    return { step, to: this.#asked, nth, connection: this.connection, on: this.#on };
  }

  #react(step: Step, lines?: string[]): void {
    const odd = this.book.settings.habit(this.#at(step));
    if (odd) this.book.n.odd++;
    const reaction: Reaction = odd ?? {};
    const usual = lines ? lines.map((line, at) => `250${at < lines.length - 1 ? "-" : " "}${line}`).join("\r\n") : null;
    const say = reaction.say === undefined ? (usual ?? ORDINARY[step]) : reaction.say;
    // Counted before the answer goes out, in the same turn: what was kept is kept, whether or not anyone learns of it.
    if (step === "dot" && (reaction.keeps ?? say?.startsWith("2"))) this.#keep();
    if (!reaction.afterMs) return this.#finish(step, say, reaction.ends);
    this.#isBusy = true;
    setTimeout(() => {
      this.#isBusy = false;
      this.#finish(step, say, reaction.ends);
      this.#work();
    }, reaction.afterMs);
  }

  #finish(step: Step, say: string | null, ends: Reaction["ends"]): void {
    if (say !== null) this.#say(say);
    if (step === "rcpt" && !say?.startsWith("2")) this.#to = "";
    if (step === "data" && say?.startsWith("354")) {
      this.#inData = true;
      this.#react("starts");
    }
    if (ends === "cut") this.socket.destroy();
    if (ends === "end") this.socket.end();
    if (ends) this.#isMute = true;
  }

  #keep(): void {
    this.book.n.total++;
    const times = this.book.kept.get(this.#to);
    if (times) times.push(Date.now());
    else this.book.kept.set(this.#to, [Date.now()]);
  }

  #say(text: string): void {
    if (!this.socket.writable) return;
    const whole = text.endsWith("\0") ? text.slice(0, -1) : `${text}\r\n`; // half an answer ends with a zero that is not sent
    if (!this.book.settings.inPieces) return void this.socket.write(whole);
    for (const byte of whole) this.socket.write(byte);
  }
}
