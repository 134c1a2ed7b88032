import type { Outcome } from "@/lib/deliveries/outcome";
import { openWire, RelayRefused, type Opened } from "./open";
import { readRelayUrl } from "./relay-url";
import { sendMessage, type Message } from "./send";

/** One connection to a relay: one message at a time. Opened when needed, opened again when it was lost. */
export type Transport = {
  /** Hand one message over. Never throws; `relay` means that it was not tried. */
  send: (message: Message) => Promise<Outcome>;
  /** Say goodbye. With `force`, hang up in the middle of whatever is under way. */
  close: (force?: boolean) => void;
};

export type TransportOptions = {
  /** The longest time for one message. After the final dot, RFC 5321 4.5.3.2.6 would allow ten minutes; a lease does not. */
  messageMs?: number;
  openMs?: number;
  /** Relays close connections after some number of messages; we go before we are sent. */
  messagesPerConnection?: number;
};

/** A transport to `smtp://` or `smtps://` with user, password and options as in the address. */
export function smtpTransport(url: string, options: TransportOptions = {}): Transport {
  const { messageMs = 45_000, openMs = 15_000, messagesPerConnection = 5_000 } = options;
  const relay = readRelayUrl(url);
  let opened: Opened | undefined;
  let used = 0;

  const close = (force = false) => {
    if (force || opened?.wire.lost) opened?.wire.destroy("closed");
    else opened?.wire.quit();
    opened = undefined;
  };

  const connection = async () => {
    if (opened && (opened.wire.lost || opened.wire.spoke || used >= messagesPerConnection)) close();
    if (!opened) {
      opened = await openWire(relay, openMs);
      used = 0;
    }
    used++;
    return opened;
  };

  const send = async (message: Message) => {
    try {
      return await sendMessage(await connection(), message, messageMs);
    } catch (error) {
      if (error instanceof RelayRefused) return error.outcome;
      throw error;
    }
  };
  return { send, close };
}
