import { judgeLoss, judgeReply, type Outcome, type Phase, type Reply } from "@/lib/deliveries/outcome";
import type { Opened } from "./open";

/** One message for one person: its envelope, and its bytes with CRLF line ends. */
export type Message = { from: string; to: string; raw: Buffer };

const END = Buffer.from("\r\n.\r\n");
const DOT_LINE = Buffer.from("\r\n.");
// RFC 5321 4.1.2 without quoted local parts: nothing that could end the command or name a second person.
const PLAIN_ADDRESS = /^[^\s<>"(),:;\\[\]@\p{Cc}]+@[a-z0-9.-]+$/iu;

/**
 * Hand one message over and answer what came of it; never throws. With PIPELINING (RFC 2920) the envelope is one
 * round trip. After a refusal or a loss the conversation may be closed: look at `wire.lost`.
 */
export async function sendMessage(opened: Opened, message: Message, timeoutMs: number): Promise<Outcome> {
  const odd = oddity(opened, message);
  if (odd) return odd;
  const { wire } = opened;
  let phase: Phase = "mail";
  const timer = setTimeout(() => wire.destroy("no answer in time"), timeoutMs);
  try {
    const envelope = await giveEnvelope(opened, message, (next) => (phase = next));
    if (envelope) return envelope;
    phase = "body";
    wire.write(stuffed(message.raw), END);
    const reply = await wire.reply();
    if (reply.code === 421) wire.destroy("the relay said goodbye");
    return judgeReply("body", reply);
  } catch (error) {
    return judgeLoss(phase, (error as Error).message);
  } finally {
    clearTimeout(timer);
  }
}

/** MAIL, RCPT and DATA. Answers the outcome when one of them is refused, and leaves the conversation fit for the next message. */
async function giveEnvelope(
  { wire, offers }: Opened,
  { from, to, raw }: Message,
  enter: (phase: Phase) => void,
): Promise<Outcome | null> {
  const size = offers.has("SIZE") ? ` SIZE=${raw.length}` : "";
  const utf8 = isAscii(from + to) ? "" : " SMTPUTF8";
  const commands = [
    ["mail", `MAIL FROM:<${from}>${size}${utf8}\r\n`],
    ["rcpt", `RCPT TO:<${to}>\r\n`],
    ["data", "DATA\r\n"],
  ] as const;
  const together = offers.has("PIPELINING");
  if (together) wire.write(commands.map(([, line]) => line).join(""));

  let refused: Outcome | null = null;
  for (const [phase, line] of commands) {
    if (!together) {
      if (refused) break;
      wire.write(line);
    }
    if (!refused) enter(phase);
    const reply = await wire.reply();
    const fine = phase === "data" ? reply.code === 354 : reply.code >= 200 && reply.code < 300;
    if (!fine) refused ??= asRefusal(phase, reply);
    // RFC 2920 3.1: a relay that opens DATA although nobody was accepted is told that there is nothing to come.
    else if (refused && phase === "data") wire.destroy("the relay wants a message for nobody");
  }
  if (refused) await clear(wire, refused);
  return refused;
}

async function clear(wire: Opened["wire"], refused: Outcome): Promise<void> {
  if (refused.code === 421) wire.destroy("the relay said goodbye");
  if (wire.lost) return;
  wire.write("RSET\r\n");
  const reply = await wire.reply();
  if (reply.code !== 250) wire.destroy("the relay could not start over");
}

function asRefusal(phase: Phase, reply: Reply): Outcome {
  const outcome = judgeReply(phase, reply);
  // Neither yes nor no at this point: the two sides no longer mean the same message.
  return outcome.kind === "accepted" ? { ...outcome, kind: "deferred" } : outcome;
}

function oddity({ offers }: Opened, { from, to, raw }: Message): Outcome | null {
  const say = (kind: Outcome["kind"], code: number, enhanced: string, text: string) => ({ kind, code, enhanced, text });
  if (!PLAIN_ADDRESS.test(from) || !PLAIN_ADDRESS.test(to))
    return say("refused", 501, "5.1.3", "The address cannot be written in an envelope.");
  if (!isAscii(from + to) && !offers.has("SMTPUTF8"))
    return say("refused", 553, "5.6.7", "The relay takes no addresses beyond ASCII (SMTPUTF8).");
  const most = Number(offers.get("SIZE") || 0);
  if (most > 0 && raw.length > most) return say("policy", 552, "5.3.4", "The message is larger than the relay takes.");
  return null;
}

/** RFC 5321 4.5.2: a line that begins with a dot gets a second one. */
function stuffed(raw: Buffer): Buffer {
  const body = raw.subarray(0, raw.length - (raw.at(-2) === 13 && raw.at(-1) === 10 ? 2 : 0));
  if (body.indexOf(DOT_LINE) < 0 && body[0] !== 46) return body;
  const text = body.toString("latin1").replaceAll("\r\n.", "\r\n..");
  return Buffer.from(text.startsWith(".") ? `.${text}` : text, "latin1");
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}
