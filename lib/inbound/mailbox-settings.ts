import type { ImapFlowOptions } from "imapflow";
import { isPrivateByName } from "@/lib/platform/public-host";

const PATIENCE_MS = 30_000;
const LARGEST_LITERAL = 4_000_000;

/**
 * How to connect to the mailbox of `imaps://user:password@host:993/INBOX`. With `imap:` the connection is encrypted by STARTTLS before the password
 * goes over it, or not used at all: an answer without STARTTLS may be somebody's on the way. A server on this machine or in a private network need not.
 */
export function mailboxSettings(url: string): ImapFlowOptions {
  const { hostname, port, protocol, username, password } = new URL(url);
  const secure = protocol === "imaps:";
  return {
    host: hostname,
    port: Number(port || (secure ? 993 : 143)),
    secure,
    ...(secure || isPrivateByName(hostname) ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    maxLiteralSize: LARGEST_LITERAL,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  };
}
