import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What a relay does with one recipient. `cut` hangs up in the middle of the message, `silence` takes it and never answers. */
export type Behaviour =
  | { do: "accept" }
  | { do: "refuse"; at: "mail" | "rcpt" | "body"; reply: string }
  | { do: "cut" }
  | { do: "silence"; counts: boolean }
  | { do: "goodbye" };

export type Relay = {
  url: string;
  /** How often each address was accepted: the truth at the receiving end. */
  accepted: Map<string, number>;
  /** Message-IDs seen for each address, accepted or not. */
  ids: Map<string, Set<string>>;
  /** The envelope's sender of the last message to each address. */
  paths: Map<string, string>;
  /** The last raw message of each address, when kept. */
  raw: Map<string, string>;
  total: () => number;
  most: () => number;
  set: (change: Partial<RelayOptions>) => void;
  close: () => Promise<void>;
};

export type RelayOptions = {
  behave: (address: string) => Behaviour;
  delayMs: number;
  keepRaw: boolean;
  pipelining: boolean;
};

type Talk = { to: string; from: string; inData: boolean; body: string[]; behaviour: Behaviour };

/** A real SMTP server on loopback, fast and as bad as it is told to be. It pipelines (RFC 2920) unless told not to. */
export async function startRelay(options: Partial<RelayOptions> = {}, port = 0): Promise<Relay> {
  const settings: RelayOptions = {
    behave: () => ({ do: "accept" }),
    delayMs: 0,
    keepRaw: false,
    pipelining: true,
    ...options,
  };
  const accepted = new Map<string, number>();
  const ids = new Map<string, Set<string>>();
  const raw = new Map<string, string>();
  const paths = new Map<string, string>();
  const sockets = new Set<Socket>();
  let most = 0;

  const take = (talk: Talk) => {
    const whole = talk.body.join("\r\n");
    const id = /^Message-ID: (.*)$/im.exec(whole)?.[1] ?? "";
    ids.set(talk.to, (ids.get(talk.to) ?? new Set()).add(id));
    paths.set(talk.to, /<([^>]*)>/.exec(talk.from)?.[1] ?? "");
    if (settings.keepRaw) raw.set(talk.to, whole.replaceAll(/^\.\./gm, "."));
  };
  const count = (address: string) => accepted.set(address, (accepted.get(address) ?? 0) + 1);

  const server = createServer((socket) => {
    sockets.add(socket);
    most = Math.max(most, sockets.size);
    socket.setNoDelay(true);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    socket.write("220 relay.example ESMTP\r\n");
    serve(socket, settings, take, count);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    ids,
    paths,
    raw,
    total: () => [...accepted.values()].reduce((sum, n) => sum + n, 0),
    most: () => most,
    set: (change) => void Object.assign(settings, change),
    close: () => closeAll(server, sockets),
  };
}

function serve(socket: Socket, settings: RelayOptions, take: (talk: Talk) => void, count: (address: string) => void) {
  let rest = "";
  let waiting: string[] = [];
  let isBusy = false; // answers go out in the order of the commands: behind a slow one the others wait
  const talk: Talk = { to: "", from: "", inData: false, body: [], behaviour: { do: "accept" } };
  const say = (line: string) => void (socket.writable && socket.write(`${line}\r\n`));
  const sayLater = (line: string | null, ms: number) => {
    isBusy = true;
    if (line === null) return;
    setTimeout(() => {
      isBusy = false;
      say(line);
      work();
    }, ms);
  };
  const work = () => {
    const lines = waiting;
    waiting = [];
    for (const [at, line] of lines.entries()) {
      if (isBusy) return void (waiting = lines.slice(at));
      if (!talk.inData) command(line, talk, settings, say, socket);
      else if (line === ".") end(talk, settings, { say, sayLater }, take, count);
      else if (talk.body.push(line) > 20 && talk.behaviour.do === "cut") return void socket.destroy();
    }
  };
  socket.on("data", (bytes) => {
    rest += bytes.toString("latin1");
    const lines = rest.split("\r\n");
    rest = lines.pop()!;
    waiting.push(...lines);
    work();
  });
}

function command(line: string, talk: Talk, settings: RelayOptions, say: (line: string) => void, socket: Socket) {
  const verb = line.slice(0, 4).toUpperCase();
  const { behaviour } = talk;
  if (verb === "EHLO")
    say(settings.pipelining ? "250-relay.example\r\n250-PIPELINING\r\n250 8BITMIME" : "250 relay.example");
  else if (verb === "MAIL") {
    Object.assign(talk, { from: line, to: "", behaviour: { do: "accept" } });
    const refused = settings.behave("");
    say(refused.do === "refuse" && refused.at === "mail" ? refused.reply : "250 2.1.0 Ok");
  } else if (verb === "RCPT") rcpt(line, talk, settings, say, socket);
  else if (verb === "DATA") {
    if (!talk.to) return say("503 5.5.1 No valid recipients");
    talk.inData = true;
    say("354 Go ahead");
  } else if (verb === "RSET") {
    Object.assign(talk, { to: "", from: "", behaviour: { do: "accept" } });
    say("250 2.0.0 Ok");
  } else if (verb === "QUIT") {
    say("221 2.0.0 Bye");
    socket.end();
  } else say(behaviour ? "502 5.5.2 What" : "");
}

function rcpt(line: string, talk: Talk, settings: RelayOptions, say: (line: string) => void, socket: Socket) {
  const address = /<([^>]*)>/.exec(line)?.[1] ?? "";
  const behaviour = settings.behave(address);
  if (behaviour.do === "goodbye") {
    say("421 4.3.2 Closing for now");
    return void socket.end();
  }
  if (behaviour.do === "refuse" && behaviour.at === "rcpt") return say(behaviour.reply);
  Object.assign(talk, { to: address, behaviour });
  say("250 2.1.5 Ok");
}

function end(
  talk: Talk,
  settings: RelayOptions,
  { say, sayLater }: { say: (line: string) => void; sayLater: (line: string | null, ms: number) => void },
  take: (talk: Talk) => void,
  count: (address: string) => void,
) {
  const { behaviour, to } = talk;
  take(talk);
  Object.assign(talk, { inData: false, body: [] });
  if (behaviour.do === "refuse")
    return settings.delayMs > 0 ? sayLater(behaviour.reply, settings.delayMs) : say(behaviour.reply);
  if (behaviour.do === "silence") {
    if (behaviour.counts) count(to);
    return sayLater(null, 0);
  }
  count(to);
  if (settings.delayMs > 0) sayLater("250 2.0.0 Ok queued", settings.delayMs);
  else say("250 2.0.0 Ok queued");
}

async function closeAll(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
}
