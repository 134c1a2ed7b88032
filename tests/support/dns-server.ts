import { createSocket, type RemoteInfo } from "node:dgram";
import { decode, encode, type Answer, type Packet } from "dns-packet";

/** Records by `NAME TYPE`. `"silent"` never answers, `"servfail"` says that it cannot. A name nobody mentions does not exist. */
export type Zone = Record<string, (string | { exchange: string; preference: number })[] | "silent" | "servfail">;

const SERVFAIL = 2;
const NXDOMAIN = 3;

/** A real name server on loopback, for the zone it is given; the zone may change while it runs. */
export async function startDnsServer(zone: Zone) {
  const socket = createSocket("udp4");
  const asked: string[] = [];
  socket.on("message", (bytes, from) => {
    const answer = answerTo(zone, decode(bytes), asked);
    if (answer) send(socket, from, answer);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

function answerTo(zone: Zone, query: Packet, asked: string[]): Packet | null {
  const question = query.questions![0]!;
  const name = question.name.toLowerCase();
  asked.push(`${name} ${question.type}`);
  const found = zone[`${name} ${question.type}`];
  if (found === "silent") return null;
  const known = Object.keys(zone).some((key) => key.startsWith(`${name} `));
  const code = found === "servfail" ? SERVFAIL : known ? 0 : NXDOMAIN;
  const answers = Array.isArray(found)
    ? found.map((data) => recordOf(name, question.type, data))
    : alias(zone, name, question.type);
  return {
    type: "response",
    id: query.id!,
    flags: 0x0180 | code, // RD and RA
    questions: [question],
    answers,
  };
}

// As a resolver does: through the CNAME to what it leads to.
function alias(zone: Zone, name: string, type: string): Answer[] {
  const to = zone[`${name} CNAME`];
  const target = Array.isArray(to) ? to[0] : undefined;
  if (typeof target !== "string" || type === "CNAME") return [];
  const behind = zone[`${target} ${type}`];
  const rest = Array.isArray(behind) ? behind.map((data) => recordOf(target, type, data)) : alias(zone, target, type);
  return [recordOf(name, "CNAME", target), ...rest];
}

function recordOf(name: string, type: string, data: Zone[string][number]): Answer {
  // Long texts go out in strings of 255 letters, as they do everywhere.
  const parted = type === "TXT" && typeof data === "string" ? (data.match(/.{1,255}/gs) ?? [""]) : data;
  return { name, type, ttl: 60, data: parted } as Answer;
}

function send(socket: ReturnType<typeof createSocket>, { address, port }: RemoteInfo, packet: Packet) {
  const bytes = encode(packet);
  // Over a datagram of the size that resolvers offer it would have to be asked again by TCP.
  if (bytes.length > 1_232) throw new Error(`An answer of ${bytes.length} bytes is too long for this server.`);
  socket.send(bytes, port, address);
}
