import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import { SMTPServer } from "smtp-server";
import { readInboundAddress } from "@/lib/bounces";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { guardConnections } from "./guard-connections";
import { readCertificate, renewCertificate } from "./listener-tls";
import { NetworkLimit, NetworkSeats } from "./network-limit";
import { receiveMail } from "./receive-mail";

const LARGEST = 10 * 1024 * 1024;
const READ = 1_000_000;
const MOST_CLIENTS = 200;
const MOST_OF_A_NETWORK = 20;
const MOST_RECIPIENTS = 20;
const PATIENCE_MS = 60_000;
const LONGEST_MS = 15 * 60_000;
/** Where programmes of receivers send complaints: the sealed address inside says whose they are. */
const COMPLAINTS = "complaints";
// Nothing that this listener is for, and some of it jokes.
const REFUSED_COMMANDS = ["AUTH", "HELP", "WIZ", "SHELL", "KILL"];

export type Listener = { port: number; close: () => Promise<void> };
export type ListenerOptions = {
  port: number;
  host?: string;
  /** Mails of one network at once, and then in a second. */
  burst?: number;
  perSecond?: number;
  /** Connections of one network at a time. */
  perNetwork?: number;
  /** How long a connection may last. */
  longestMs?: number;
};

/**
 * Take mail by SMTP for the sealed addresses of ours and for nothing else (550). A mail is answered with 250 when all that it asks for is written down,
 * with 451 when that cannot be now. Nothing is ever answered by mail (RFC 3834).
 */
export async function startListener({ port, host, ...options }: ListenerOptions): Promise<Listener> {
  const { burst = 500, perSecond = 50, perNetwork = MOST_OF_A_NETWORK, longestMs = LONGEST_MS } = options;
  const limit = new NetworkLimit({ burst, perSecond });
  const seats = new NetworkSeats(perNetwork);
  const seated = new Set<string>();
  const certificate = await readCertificate();
  const server = new SMTPServer({
    ...certificate,
    name: ourDomain(),
    banner: "takes what comes back, passes nothing on",
    disabledCommands: certificate ? REFUSED_COMMANDS : [...REFUSED_COMMANDS, "STARTTLS"],
    disableReverseLookup: true,
    size: LARGEST,
    maxClients: MOST_CLIENTS,
    socketTimeout: PATIENCE_MS,
    closeTimeout: 5_000,
    onConnect({ id, remoteAddress }, done) {
      if (!seats.take(remoteAddress)) return done(refusal(421, "4.7.0 Too many connections from your network"));
      seated.add(id);
      done();
    },
    onClose({ id, remoteAddress }) {
      if (seated.delete(id)) seats.leave(remoteAddress);
    },
    onRcptTo({ address }, { remoteAddress, envelope }, done) {
      if (!isOurs(address)) return done(refusal(550, "5.1.1 No such address here"));
      if (envelope.rcptTo.length >= MOST_RECIPIENTS) return done(refusal(452, "4.5.3 Too many recipients"));
      if (!limit.take(remoteAddress)) return done(refusal(451, "4.7.1 Too much from your network, try again later"));
      done();
    },
    onData(stream, { envelope }, done) {
      take(stream, {
        sender: envelope.mailFrom ? envelope.mailFrom.address : "",
        recipients: envelope.rcptTo.map(({ address }) => address),
      }).then(
        (said) => done(null, said),
        (error: Error & { responseCode?: number }) => done(error.responseCode ? error : later(error)),
      );
    },
  });
  guardConnections(server.server, longestMs);
  if (certificate) renewCertificate(server);
  server.on("error", () => {}); // a client that hangs up is no concern of the others
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host ?? env().INBOUND_HOST, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function isOurs(address: string): boolean {
  if (readInboundAddress(address)) return true;
  const domain = ourDomain();
  return domain !== undefined && address.toLowerCase() === `${COMPLAINTS}@${domain}`;
}

function ourDomain(): string | undefined {
  return env().INBOUND_DOMAIN?.replace(/^.*@/, "");
}

type Envelope = { sender: string; recipients: string[] };

async function take(stream: Readable & { sizeExceeded?: boolean }, { sender, recipients }: Envelope): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (length < READ) pieces.push(piece);
    length += piece.length;
  }
  if (stream.sizeExceeded) throw refusal(552, "5.3.4 Too large");
  const raw = Buffer.concat(pieces);
  // One address names one mail: each is taken for itself.
  for (const recipient of recipients) {
    const became = await receiveMail({ raw, envelope: [recipient], source: "listener", sender });
    if (became === "too_many") throw refusal(452, "4.7.1 Too many answers to one mail, try again later");
  }
  return "2.0.0 Taken";
}

function later(error: Error) {
  log.warn({ err: error }, "mail that came could not be taken yet");
  return refusal(451, "4.3.0 Not now, try again later");
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
