import { env } from "@/lib/platform/env";
import type { Outcome } from "./outcome";
import type { RelayAddress } from "./smtp/relay-url";
import { smtpTransport, type TransportOptions } from "./smtp/transport";

/** One message for one person: its envelope, and its bytes with CRLF line ends. */
export type Message = { from: string; to: string; raw: Buffer };

/**
 * One connection to whoever takes mail from us, one message at a time: all that the engine knows of SMTP, of a provider's interface, or of
 * what comes after them. Opened when needed, opened again when it was lost.
 */
export type Transport = {
  /**
   * Hand one message over and answer what came of it. Never throws. The kinds of outcome are the contract: `accepted` only with the receiver's
   * yes in hand; `relay` only when the message was surely not tried; `ambiguous` whenever it may have arrived although nobody said so.
   * `next` is the message that will be sent after it, if it is known: its envelope may go out already. Whether its body does is for the
   * caller to say, by sending it or not.
   */
  send: (message: Message, next?: Message | null) => Promise<Outcome>;
  /** Say goodbye. With `force`, hang up in the middle of whatever is under way. */
  close: (force?: boolean) => void;
};

/** Where an account's mail leaves by. */
export type Relay = {
  /** What shares connections, pace and rests. Other settings, another key: what is under way ends on the old ones. */
  key: string;
  connections: number;
  /** Mails a second over all connections of a process, where the relay sets a limit. */
  perSecond: number | null;
  /** It puts DKIM signatures on by itself. */
  signs: boolean;
  open: (options: { messageMs: number }) => Transport;
};

type SmtpSettings = Partial<Pick<Relay, "key" | "connections" | "perSecond" | "signs">> &
  Omit<TransportOptions, "messageMs">;

/** A relay that is spoken to by SMTP; the one of the house, out of SMTP_URL, for every account that has none of its own. */
export function smtpRelay(to: string | RelayAddress = env().SMTP_URL, settings: SmtpSettings = {}): Relay {
  const {
    key = typeof to === "string" ? to : `${to.host}:${to.port}`,
    connections = env().SMTP_CONNECTIONS,
    perSecond = null,
    signs = false,
    ...options
  } = settings;
  const open: Relay["open"] = ({ messageMs }) => smtpTransport(to, { ...options, messageMs });
  return { key, connections, perSecond, signs, open };
}
