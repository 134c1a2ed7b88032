import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { SMTPServer } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { readRelayUrl } from "@/lib/deliveries/smtp/relay-url";
import { smtpTransport } from "@/lib/deliveries/smtp/transport";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const envelope = { from: "letter@news.example.com", to: "ana@example.com" };
const letter = (text: string) => ({ ...envelope, raw: Buffer.from(`Subject: x\r\n\r\n${text}\r\n`) });

/** The reference implementation of a server, which keeps what it was given. */
async function startServer(options: ConstructorParameters<typeof SMTPServer>[0] = {}) {
  const mails: string[] = [];
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    onData(stream, _session, done) {
      buffer(stream).then((raw) => {
        mails.push(raw.toString("latin1"));
        done();
      }, done);
    },
    ...options,
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closers.push(() => new Promise<void>((closed) => server.close(closed)));
  return { port: (server.server.address() as AddressInfo).port, mails };
}

test("dots, bare line ends and long texts arrive byte by byte as they were, and as one message", async () => {
  const { port, mails } = await startServer({ disabledCommands: ["STARTTLS"] });
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`);
  const part = fc.constantFrom(
    ".",
    "..",
    "\r\n.\r\n",
    "\r\n..",
    "\r\n",
    ".x",
    "text",
    " ",
    "MAIL FROM:<x@example.com>",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 30 }), async (parts) => {
      const message = letter(parts.join(""));
      const before = mails.length;
      expect((await transport.send(message)).kind).toBe("accepted");
      expect(mails.slice(before)).toEqual([message.raw.toString("latin1")]);
    }),
    { numRuns: 60 },
  );
  transport.close();
});

test("it encrypts where the relay offers it and signs in, once for many messages", async () => {
  const seen: string[] = [];
  const { port, mails } = await startServer({
    authOptional: false,
    onAuth: ({ username, password }, { secure }, done) => {
      seen.push(`${username}:${password}:${secure}`);
      if (password === "right word") done(null, { user: username });
      else done(new Error("no"));
    },
  });
  const address = (password: string) =>
    `smtp://mailee:${encodeURIComponent(password)}@127.0.0.1:${port}?tls.rejectUnauthorized=false`;
  const transport = smtpTransport(address("right word"));
  for (const text of ["one", "two", "three"]) expect((await transport.send(letter(text))).kind).toBe("accepted");
  transport.close();
  expect(mails).toHaveLength(3);
  expect(seen).toEqual(["mailee:right word:true"]);

  const wrong = smtpTransport(address("wrong word"));
  expect(await wrong.send(letter("four"))).toMatchObject({ kind: "relay", code: 535 });
  const careful = smtpTransport(`smtp://mailee:x@127.0.0.1:${port}`);
  expect(await careful.send(letter("five"))).toMatchObject({ kind: "relay", code: null });
});

test("an address that could end the command, or be two, never reaches the wire", async () => {
  const { port, mails } = await startServer({ disabledCommands: ["STARTTLS"] });
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`);
  const odd = [
    "a@example.com>\r\nRCPT TO:<b@example.com",
    "a@example.com,b@example.com",
    '"a b"@example.com',
    "a@",
    "<a@example.com>",
    "a b@example.com",
    "a@exa\nmple.com",
    "a@b@example.com",
  ];
  for (const to of odd) expect(await transport.send({ ...letter("x"), to })).toMatchObject({ kind: "refused" });
  transport.close();
  expect(mails).toEqual([]);
});

test("an address beyond ASCII is handed over where the relay takes it (RFC 6531), and refused where it does not", async () => {
  for (const hideSMTPUTF8 of [false, true]) {
    const { port } = await startServer({ disabledCommands: ["STARTTLS"], hideSMTPUTF8 });
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`);
    const outcome = await transport.send({ ...letter("x"), to: "josé@example.com" });
    transport.close();
    expect(outcome).toMatchObject(hideSMTPUTF8 ? { kind: "refused", enhanced: "5.6.7" } : { kind: "accepted" });
  }
});

test("a relay that talks nonsense, or not at all, is left within the time it was given", async () => {
  for (const greeting of ["HTTP/1.1 400 Bad Request\r\n\r\n", "220 ok\r\n", ""]) {
    const port = await startTalker(greeting);
    const transport = smtpTransport(`smtp://127.0.0.1:${port}`, { openMs: 300, messageMs: 300 });
    expect(await transport.send(letter("x"))).toMatchObject({ kind: "relay" });
    transport.close(true);
  }
});

test("the address of a relay is read with its options", () => {
  expect(readRelayUrl("smtps://user%40a:p%3Aw@[::1]?name=mail.example&tls.rejectUnauthorized=false")).toEqual({
    host: "::1",
    port: 465,
    secure: true,
    user: "user@a",
    password: "p:w",
    name: "mail.example",
    ignoreTls: false,
    requireTls: false,
    rejectUnauthorized: false,
  });
});

async function startTalker(greeting: string): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    if (greeting) socket.write(greeting);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((closed) => server.close(closed));
  });
  return (server.address() as AddressInfo).port;
}
