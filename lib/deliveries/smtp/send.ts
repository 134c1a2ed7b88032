import { judgeLoss, judgeReply, type Outcome, type Phase, type Reply } from "@/lib/deliveries/outcome";
import type { Message } from "@/lib/deliveries/transport";
import type { Opened } from "./open";

/** A conversation, the message whose envelope has gone out behind the one before it, and whether the relay ended it before a message was begun. */
export type Conversation = Opened & { ahead: Message | null; isOver: boolean };

const END = "\r\n.\r\n";
const DOT_LINE = Buffer.from("\r\n.");
// RFC 5321 4.1.2 without quoted local parts: nothing that could end the command or name a second person.
const PLAIN_ADDRESS = /^[^\s<>"(),:;\\[\]@\p{Cc}]+@[a-z0-9.-]+$/iu;
const COMMANDS = ["mail", "rcpt", "data"] as const;

/**
 * Hand one message over and answer what came of it; never throws. With PIPELINING (RFC 2920) the envelope is one round trip, and
 * none at all for `next`: its envelope goes out behind this message's end, so that only its body is still to be sent once
 * this outcome is known. After a refusal or a loss the conversation may be closed: look at `wire.lost`.
 */
export async function sendMessage(
  talk: Conversation,
  message: Message,
  timeoutMs: number,
  next: Message | null = null,
): Promise<Outcome> {
  const odd = oddity(talk, message);
  if (odd) return odd;
  const { wire } = talk;
  let phase: Phase = "mail";
  const timer = setTimeout(() => wire.destroy("no answer in time"), timeoutMs);
  try {
    const refused = await giveEnvelope(talk, message, (entered) => (phase = entered));
    if (refused) {
      talk.isOver = phase === "mail" && refused.code === 421;
      return refused;
    }
    phase = "body";
    talk.ahead = next && pipelines(talk) && !oddity(talk, next) ? next : null;
    wire.write(stuffed(message.raw), END + (talk.ahead ? envelopeOf(talk, talk.ahead).join("") : ""));
    const reply = await wire.reply();
    if (reply.code === 421) wire.destroy("the relay said goodbye");
    return judgeReply("body", reply);
  } catch (error) {
    talk.isOver = phase === "mail";
    return judgeLoss(phase, (error as Error).message);
  } finally {
    clearTimeout(timer);
  }
}

/** MAIL, RCPT and DATA. Answers the outcome when one of them is refused, and leaves the conversation fit for the next message. */
async function giveEnvelope(
  talk: Conversation,
  message: Message,
  enter: (phase: Phase) => void,
): Promise<Outcome | null> {
  const { wire } = talk;
  const lines = envelopeOf(talk, message);
  const isWritten = talk.ahead === message;
  const together = isWritten || pipelines(talk);
  talk.ahead = null;
  if (together && !isWritten) wire.write(lines.join(""));

  let refused: Outcome | null = null;
  for (const [at, phase] of COMMANDS.entries()) {
    if (!together) {
      if (refused) break;
      wire.write(lines[at]!);
    }
    if (!refused) enter(phase);
    const reply = await wire.reply();
    const fine = phase === "data" ? reply.code === 354 : reply.code >= 200 && reply.code < 300;
    if (!fine) refused ??= asRefusal(phase, reply);
    // RFC 2920 3.1: a relay that opens DATA although nobody was accepted is told that there is nothing to come.
    else if (refused && phase === "data") wire.destroy("the relay wants a message for nobody");
  }
  if (refused) await startOver(wire, refused);
  return refused;
}

async function startOver(wire: Opened["wire"], refused: Outcome): Promise<void> {
  if (refused.code === 421) wire.destroy("the relay said goodbye");
  if (wire.lost) return;
  wire.write("RSET\r\n");
  const reply = await wire.reply();
  if (reply.code !== 250) wire.destroy("the relay could not start over");
}

function envelopeOf({ offers }: Opened, { from, to, raw }: Message): string[] {
  const size = offers.has("SIZE") ? ` SIZE=${raw.length}` : "";
  const utf8 = isAscii(from + to) ? "" : " SMTPUTF8";
  return [`MAIL FROM:<${from}>${size}${utf8}\r\n`, `RCPT TO:<${to}>\r\n`, "DATA\r\n"];
}

function pipelines({ offers }: Opened): boolean {
  return offers.has("PIPELINING");
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
