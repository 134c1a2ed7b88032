import { isIP } from "node:net";
import { AwsClient } from "aws4fetch";
import { createTransport } from "nodemailer";
import { AppError } from "@/lib/platform/errors";
import { relayAddress, type Relay } from "./get-relay";

/** How a test ended: `reason` is null when it went well, else a key of `senders.relay.reasons`; `says` is the server's own answer. */
export type RelayTest = { reason: string | null; says: string };

const CONNECT_MS = 7_000;

/** Talk to a relay up to the point where a mail would be handed over: connect, encrypt, sign in. Sends nothing. */
export async function talkToRelay(relay: Relay, endpoint?: string): Promise<RelayTest> {
  try {
    return relay.kind === "ses" ? await askSes(relay, endpoint) : await askSmtp(relay);
  } catch (error) {
    return { reason: reasonOf(error as Failure), says: saysOf(error as Failure) };
  }
}

async function askSmtp({ host, port, tls, user, password }: Extract<Relay, { kind: "smtp" }>): Promise<RelayTest> {
  const transport = createTransport({
    host: await relayAddress(host), // the address that was looked at, not a second answer of DNS
    port,
    secure: tls === "tls",
    requireTLS: tls === "starttls",
    ignoreTLS: tls === "none",
    tls: { servername: isIP(host) ? "" : host, rejectUnauthorized: true },
    ...(user ? { auth: { user, pass: password ?? "" } } : {}),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: CONNECT_MS,
    logger: false,
  });
  try {
    await transport.verify();
    return { reason: null, says: "" };
  } finally {
    transport.close();
  }
}

async function askSes(relay: Extract<Relay, { kind: "ses" }>, endpoint?: string): Promise<RelayTest> {
  const { region, accessKeyId, secretAccessKey } = relay;
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: "ses", retries: 0 });
  const request = await aws.sign(`${endpoint ?? `https://email.${region}.amazonaws.com`}/v2/email/account`);
  const answer = await fetch(request, { redirect: "error", signal: AbortSignal.timeout(CONNECT_MS) });
  const body = (await answer.json().catch(() => ({}))) as { message?: unknown; SendingEnabled?: unknown };
  const says = typeof body.message === "string" ? body.message : "";
  if (answer.status === 401 || answer.status === 403) return { reason: "auth", says: bounded(says) };
  if (!answer.ok) return { reason: "refused", says: bounded(`${answer.status} ${says}`) };
  return body.SendingEnabled === false ? { reason: "ses_paused", says: "" } : { reason: null, says: "" };
}

type Failure = Error & { code?: string; response?: string; cause?: { code?: string } };

const REASONS: Record<string, string> = {
  EAUTH: "auth",
  ENOAUTH: "auth",
  ETLS: "tls",
  ETIMEDOUT: "timeout",
  ECONNREFUSED: "closed",
  EHOSTUNREACH: "closed",
  ENETUNREACH: "closed",
  EPROTOCOL: "protocol",
  ECONNECTION: "protocol",
};

function reasonOf(error: Failure): string {
  if (error instanceof AppError) return error.reason;
  const { code = "", message, cause } = error;
  if (error.name === "TimeoutError" || /timeout/i.test(message)) return "timeout";
  if (/ECONNREFUSED/.test(message) || cause?.code === "ECONNREFUSED") return "closed";
  if (/certificate|self-signed|altnames|SSL|TLS/i.test(message)) return "tls";
  return REASONS[code] ?? "protocol";
}

// What a stranger's server says is shown as text, short and on one line.
function saysOf({ response = "" }: Failure): string {
  return bounded(response);
}

function bounded(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 300);
}
