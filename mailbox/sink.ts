import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";
import type { Store } from "./store";

const MAX_BYTES = 30 * 1024 * 1024;

/** An SMTP server on loopback that accepts everything and passes nothing on. Port 0 is any free one. */
export async function startSmtpSink(store: Store, port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = new SMTPServer({
    banner: "sandbox mailbox: nothing leaves this machine",
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    size: MAX_BYTES,
    onData(stream, { envelope }, done) {
      buffer(stream)
        .then((raw) =>
          store.add({
            from: envelope.mailFrom ? envelope.mailFrom.address : "",
            to: envelope.rcptTo.map(({ address }) => address),
            subject: subjectOf(raw).slice(0, 1_000),
            raw,
          }),
        )
        .then(
          ({ id }) => done(null, `kept as ${id}`),
          (error: Error) => done(error),
        );
    },
  });
  server.on("error", () => {}); // a client that hangs up is no concern of the others
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The subject of a raw mail, unfolded and decoded (RFC 2047), from its head alone. */
export function subjectOf(raw: Buffer): string {
  const text = raw.subarray(0, 32_768).toString("latin1");
  const head = text.split(/\r?\n\r?\n/, 1)[0]!.replace(/\r?\n[ \t]+/g, " ");
  const line = /^subject:[ \t]*(.*)$/im.exec(head)?.[1] ?? "";
  return decodeWords(Buffer.from(line, "latin1").toString("utf8"));
}

function decodeWords(text: string): string {
  const joined = text.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, "$1");
  return joined.replace(
    /=\?([^?*]+)[^?]*\?([bq])\?([^?]*)\?=/gi,
    (whole, charset: string, kind: string, body: string) => {
      try {
        const bytes = kind.toLowerCase() === "b" ? Buffer.from(body, "base64") : quoted(body);
        return new TextDecoder(charset).decode(bytes);
      } catch {
        return whole;
      }
    },
  );
}

function quoted(body: string): Buffer {
  const text = body
    .replaceAll("_", " ")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
