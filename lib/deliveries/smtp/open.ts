import { connect, isIP, type Socket } from "node:net";
import { hostname } from "node:os";
import { connect as connectTls } from "node:tls";
import { judgeLoss, judgeReply, type Outcome, type Phase, type Reply } from "@/lib/deliveries/outcome";
import type { RelayAddress } from "./relay-url";
import { Wire } from "./wire";

/** What the relay offers (RFC 5321 4.1.1.1): keyword in capitals, and its parameters. */
export type Offers = Map<string, string>;
export type Opened = { wire: Wire; offers: Offers };

/** The relay could not be reached, or does not want us: nobody's message was tried. */
export class RelayRefused extends Error {
  constructor(readonly outcome: Outcome) {
    super(outcome.text);
    this.name = "RelayRefused";
  }
}

/** Open a conversation: connect, greet, STARTTLS where offered (RFC 3207), sign in (RFC 4954). Throws RelayRefused. */
export async function openWire(relay: RelayAddress, timeoutMs: number): Promise<Opened> {
  const opening: { wire?: Wire } = {};
  const timer = setTimeout(() => opening.wire?.destroy("the relay did not answer in time"), timeoutMs);
  try {
    return await converse(relay, opening);
  } catch (error) {
    opening.wire?.destroy("the conversation could not begin");
    if (error instanceof RelayRefused) throw error;
    throw new RelayRefused(judgeLoss("connect", (error as Error).message));
  } finally {
    clearTimeout(timer);
  }
}

async function converse(relay: RelayAddress, opening: { wire?: Wire }): Promise<Opened> {
  const { port, secure, rejectUnauthorized } = relay;
  const host = relay.connectTo ? await relay.connectTo() : relay.host;
  const socket = secure
    ? connectTls({ host, port, rejectUnauthorized, ...(isIP(relay.host) ? {} : { servername: relay.host }) })
    : connect({ host, port });
  let wire = (opening.wire = new Wire(socket));
  expect("connect", await wire.reply());
  let offers = await greet(wire, relay);
  if (!secure && !relay.ignoreTls && (offers.has("STARTTLS") || relay.requireTls)) {
    expect("hello", await ask(wire, "STARTTLS"));
    wire = opening.wire = new Wire(await startTls(wire, relay));
    offers = await greet(wire, relay);
  }
  if (relay.user) await signIn(wire, offers, relay);
  return { wire, offers };
}

async function greet(wire: Wire, relay: RelayAddress): Promise<Offers> {
  const reply = await ask(wire, `EHLO ${ourName(relay)}`);
  if (reply.code >= 500) {
    expect("hello", await ask(wire, `HELO ${ourName(relay)}`));
    return new Map();
  }
  expect("hello", reply);
  const lines = reply.text.split("\n").slice(1);
  return new Map(lines.map((line) => [line.split(" ", 1)[0]!.toUpperCase(), line.replace(/^\S+\s*/, "")]));
}

async function startTls(wire: Wire, { host, rejectUnauthorized }: RelayAddress): Promise<Socket> {
  // What came before the handshake was not protected and is not believed (RFC 3207 6).
  if (wire.spoke) throw new Error("the relay spoke before the handshake");
  const socket = wire.release();
  return await new Promise<Socket>((resolve, reject) => {
    const safe = connectTls({ socket, rejectUnauthorized, ...(isIP(host) ? {} : { servername: host }) }, () =>
      resolve(safe),
    );
    safe.once("error", reject);
    socket.once("close", () => reject(new Error("the relay closed the connection in the handshake")));
  });
}

async function signIn(wire: Wire, offers: Offers, { user, password }: RelayAddress): Promise<void> {
  const ways = (offers.get("AUTH") ?? "").toUpperCase().split(/\s+/);
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  if (!ways.includes("PLAIN") && ways.includes("LOGIN")) {
    expect("auth", await ask(wire, "AUTH LOGIN"), 334);
    expect("auth", await ask(wire, base64(user)), 334);
    expect("auth", await ask(wire, base64(password)));
    return;
  }
  expect("auth", await ask(wire, `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`));
}

async function ask(wire: Wire, command: string): Promise<Reply> {
  wire.write(`${command}\r\n`);
  return wire.reply();
}

function expect(phase: Phase, reply: Reply, code?: number): void {
  const fine = code ? reply.code === code : reply.code >= 200 && reply.code < 300;
  if (!fine) throw new RelayRefused({ ...judgeReply(phase, reply), kind: "relay" });
}

function ourName({ name }: RelayAddress): string {
  const own = name || hostname();
  return /^[\w-]+(\.[\w-]+)+$/.test(own) ? own : "[127.0.0.1]"; // RFC 5321 4.1.4: a domain or an address literal
}
