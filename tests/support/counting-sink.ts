import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { converse } from "./counting-sink/converse";

/** Where a conversation stands when the sink is asked what it does. `starts` is the first piece of a message, `dot` its end. */
export type Step = "banner" | "ehlo" | "starttls" | "mail" | "rcpt" | "data" | "starts" | "dot";

/** `nth` counts how often this address was named at RCPT, this time included; `on` how many messages this connection has ended. */
export type Situation = { step: Step; to: string; nth: number; connection: number; on: number };

/** What is done instead of the ordinary answer. */
export type Reaction = {
  /** The whole answer; nothing is said for null. */
  say?: string | null;
  /** Kept, whatever is said. Without it, what is answered with 2xx is kept. */
  keeps?: boolean;
  afterMs?: number;
  ends?: "cut" | "end" | "mute";
};
export type Habit = (situation: Situation) => Reaction | undefined;

export type SinkOptions = {
  habit: Habit;
  offers: string[];
  /** Every answer is written one byte at a time. */
  inPieces: boolean;
};

/** A receiver that counts by itself and knows nothing of the ledger. */
export type CountingSink = {
  url: string;
  /** What it kept: each address with the times it arrived. */
  kept: Map<string, number[]>;
  /** Message-IDs of whole messages for each address, kept or not. */
  ids: Map<string, Set<string>>;
  /** Times at which each address was named, kept or not. */
  named: Map<string, number[]>;
  total: () => number;
  /** Commands that came before the answer to the one before them. */
  ahead: () => number;
  /** How often it did something other than the ordinary. */
  odd: () => number;
  opened: () => number;
  most: () => number;
  set: (change: Partial<SinkOptions>) => void;
  close: () => Promise<void>;
};

/** What all conversations of a sink share. */
export type Book = Pick<CountingSink, "kept" | "ids" | "named"> & {
  settings: SinkOptions;
  n: { opened: number; ahead: number; total: number; odd: number };
};

/** A real SMTP server on loopback with whatever habits it is given. It pipelines (RFC 2920) unless it is told not to offer that. */
export async function startCountingSink(options: Partial<SinkOptions> = {}, port = 0): Promise<CountingSink> {
  const settings: SinkOptions = { habit: () => undefined, offers: ["PIPELINING", "8BITMIME"], inPieces: false };
  const book: Book = {
    kept: new Map(),
    ids: new Map(),
    named: new Map(),
    settings: Object.assign(settings, options),
    n: { opened: 0, ahead: 0, total: 0, odd: 0 },
  };
  const sockets = new Set<Socket>();
  let most = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    converse(socket, book, ++book.n.opened);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept: book.kept,
    ids: book.ids,
    named: book.named,
    total: () => book.n.total,
    ahead: () => book.n.ahead,
    odd: () => book.n.odd,
    opened: () => book.n.opened,
    most: () => most,
    set: (change) => void Object.assign(settings, change),
    close: () => closeAll(server, sockets),
  };
}

async function closeAll(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
