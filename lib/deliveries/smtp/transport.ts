import type { Message, Transport } from "@/lib/deliveries/transport";
import { openWire, RelayRefused } from "./open";
import { readRelayUrl, type RelayAddress } from "./relay-url";
import { sendMessage, type Conversation } from "./send";

export type TransportOptions = {
  /** The longest time for one message. After the final dot, RFC 5321 4.5.3.2.6 would allow ten minutes; a lease does not. */
  messageMs?: number;
  openMs?: number;
  /** Relays close connections after some number of messages; we go before we are sent. */
  messagesPerConnection?: number;
};

/** A transport to `smtp://` or `smtps://` with user, password and options as in the address. */
export function smtpTransport(to: string | RelayAddress, options: TransportOptions = {}): Transport {
  const { messageMs = 45_000, openMs = 15_000, messagesPerConnection = 5_000 } = options;
  const relay = typeof to === "string" ? readRelayUrl(to) : to;
  let talk: Conversation | undefined;
  let used = 0;

  const close = (force = false) => {
    // Behind an envelope the relay waits for a body: there a goodbye would be read as its first line.
    if (force || talk?.ahead || talk?.wire.lost) talk?.wire.destroy("closed");
    else talk?.wire.quit();
    talk = undefined;
  };

  const conversationFor = async (message: Message) => {
    if (talk && !isFit(talk, message, used, messagesPerConnection)) close();
    if (!talk) {
      talk = { ...(await openWire(relay, openMs)), ahead: null, isOver: false };
      used = 0;
    }
    used++;
    return talk;
  };

  const sendOnce = async (message: Message, next: Message | null, ms: number) => {
    const open = await conversationFor(message);
    const outcome = await sendMessage(open, message, ms, used < messagesPerConnection ? next : null);
    return { outcome, isOver: open.isOver && used > 1 };
  };

  const send = async (message: Message, next: Message | null = null) => {
    const begun = performance.now();
    try {
      const { outcome, isOver } = await sendOnce(message, next, messageMs);
      // A relay that takes so many messages a connection and no more, or hung up while we were idle, has said nothing of this one.
      const left = messageMs - (performance.now() - begun);
      return isOver && left > messageMs / 2 ? (await sendOnce(message, next, left)).outcome : outcome;
    } catch (error) {
      if (error instanceof RelayRefused) return error.outcome;
      throw error;
    }
  };
  return { send, close };
}

function isFit({ wire, ahead }: Conversation, message: Message, used: number, most: number): boolean {
  if (wire.lost || used >= most) return false;
  // An envelope that is out is this message's, and whatever the relay says unasked otherwise is a farewell.
  return ahead ? ahead === message : !wire.spoke;
}
