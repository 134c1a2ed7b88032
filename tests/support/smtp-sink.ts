import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { SMTPServer } from "smtp-server";

export type Caught = { from: string; to: string[]; raw: string };
export type Sink = { url: string; mails: Caught[]; close: () => Promise<void> };

/** A real SMTP server on loopback that keeps what it is given. `refuse` answers a recipient with an SMTP code of its choice. */
export async function startSink({ refuse }: { refuse?: (address: string) => number | undefined } = {}): Promise<Sink> {
  const mails: Caught[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onRcptTo({ address }, _session, done) {
      const code = refuse?.(address);
      done(code ? Object.assign(new Error(`${code} sample refusal`), { responseCode: code }) : null);
    },
    onData(stream, { envelope }, done) {
      buffer(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw: raw.toString("utf8") });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
