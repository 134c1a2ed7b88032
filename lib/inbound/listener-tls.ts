import { readFile } from "node:fs/promises";
import type { SMTPServer } from "smtp-server";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";

const HOUR_MS = 3_600_000;

export type Certificate = { cert: Buffer; key: Buffer };

/** The certificate that the listener encrypts with (STARTTLS, RFC 3207), or null where none is set. Throws when its files cannot be read. */
export async function readCertificate(): Promise<Certificate | null> {
  const { INBOUND_TLS_CERT, INBOUND_TLS_KEY } = env();
  if (!INBOUND_TLS_CERT || !INBOUND_TLS_KEY) return null;
  const [cert, key] = await Promise.all([readFile(INBOUND_TLS_CERT), readFile(INBOUND_TLS_KEY)]);
  return { cert, key };
}

/** Read the files again from time to time: a certificate is renewed while we run. Until they can be read, the one before is kept. */
export function renewCertificate(server: SMTPServer, everyMs = HOUR_MS): void {
  const renew = async () => {
    const fresh = await readCertificate();
    if (fresh) server.updateSecureContext(fresh);
  };
  const timer = setInterval(() => {
    renew().catch((error: unknown) => log.warn({ err: error }, "the listener's certificate could not be read again"));
  }, everyMs);
  timer.unref();
  server.server.once("close", () => clearInterval(timer));
}
