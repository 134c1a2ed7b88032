import { createServer as createHttp } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { runJob } from "@/lib/platform/jobs";
import { askRelayTest, findRelay, saveRelay, type Relay } from "@/lib/senders";
import { testRelay } from "@/lib/senders/jobs";
import { talkToRelay } from "@/lib/senders/relay-test";
import { RelayForm } from "@/lib/senders/schema";
import { as, makeAccount } from "@/tests/support/accounts";

const settings = env();
const open: { close: (done: () => void) => unknown }[] = [];
beforeAll(() => void (settings.ALLOW_PRIVATE_RELAYS = true));
afterAll(() => Promise.all(open.map((server) => new Promise<void>((resolve) => void server.close(resolve)))));

async function smtp(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) =>
      username === "us" && password === "right"
        ? done(null, { user: username })
        : done(Object.assign(new Error("5.7.8 That is not the one"), { responseCode: 535 })),
    ...options,
  });
  server.on("error", () => {}); // clients that hang up
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.server.address() as AddressInfo).port;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return (server.address() as AddressInfo).port;
}

const shared = { connections: 1, perConnection: 1, perSecond: null, signsDkim: false };
const relay = (port: number, given: object = {}): Relay => ({
  kind: "smtp",
  host: "127.0.0.1",
  port,
  tls: "none",
  user: "us",
  password: "right",
  ...shared,
  ...given,
});

test("a relay that takes our name and secret is well", async () => {
  expect(await talkToRelay(relay(await smtp()))).toEqual({ reason: null, says: "" });
});

test("a wrong secret is told in the server's own words, without the secret", async () => {
  const told = await talkToRelay(relay(await smtp(), { password: "canary-77" }));
  expect(told).toEqual({ reason: "auth", says: "535 5.7.8 That is not the one" });
});

test("nobody there, a server that says nothing, another program, and a certificate that proves nothing are told apart", async () => {
  const port = await smtp();
  const server = open.pop()!;
  await new Promise<void>((resolve) => void server.close(resolve));
  expect(await talkToRelay(relay(port))).toMatchObject({ reason: "closed" });
  const web = await listen(
    createServer((socket) => socket.on("error", () => {}).end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  );
  expect(await talkToRelay(relay(web))).toMatchObject({ reason: "protocol" });
  const selfSigned = await smtp({ disabledCommands: [] });
  expect(await talkToRelay(relay(selfSigned, { tls: "starttls" }))).toMatchObject({ reason: "tls" });
  // Encryption was asked for and is not offered: nothing goes out in clear.
  expect(await talkToRelay(relay(await smtp(), { tls: "starttls" }))).toMatchObject({ reason: "tls" });
});

test("a private host is refused where the operator does not allow it, before a byte is sent", async () => {
  let touched = 0;
  const port = await listen(createServer((socket) => (touched++, socket.destroy())));
  settings.ALLOW_PRIVATE_RELAYS = false;
  const told = await talkToRelay(relay(port));
  settings.ALLOW_PRIVATE_RELAYS = true;
  expect(told).toEqual({ reason: "host_private", says: "" });
  expect(touched).toBe(0);
});

test("Amazon SES is asked by a signed request", async () => {
  let status = 200;
  const seen: string[] = [];
  const server = createHttp((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization?.split(" ")[0]}`);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(
      JSON.stringify(status === 200 ? { SendingEnabled: true } : { message: "The security token is invalid." }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ses: Relay = {
    kind: "ses",
    region: "sa-east-1",
    accessKeyId: "AKIA",
    secretAccessKey: "s",
    configurationSet: null,
    ...shared,
  };
  expect(await talkToRelay(ses, endpoint)).toEqual({ reason: null, says: "" });
  status = 403;
  expect(await talkToRelay(ses, endpoint)).toEqual({ reason: "auth", says: "The security token is invalid." });
  expect(seen[0]).toBe("GET /v2/email/account AWS4-HMAC-SHA256");
});

test("a test is asked for, run by the worker, and kept with the relay until it is changed", async () => {
  const account = await makeAccount();
  const form = { kind: "smtp", host: "127.0.0.1", port: await smtp(), tls: "none", username: "us", secret: "wrong" };
  await expect(as(account, askRelayTest)).rejects.toMatchObject({ code: "not_found" });
  await as(account, (tenant) => saveRelay(tenant, RelayForm.parse(form)));
  await as(account, askRelayTest);
  const input = { accountId: account.accountId, input: {} };
  await runJob(testRelay, input, { signal: new AbortController().signal, attempt: 1 });
  const tested = (await as(account, findRelay))!;
  expect(tested).toMatchObject({ testReason: "auth", testSays: "535 5.7.8 That is not the one" });
  expect(tested.testedAt!.getTime()).toBeGreaterThanOrEqual(tested.testAskedAt!.getTime());
  await as(account, (tenant) => saveRelay(tenant, RelayForm.parse({ ...form, secret: "right" })));
  expect(await as(account, findRelay)).toMatchObject({ testedAt: null, testReason: null });
  for (let n = 0; n < 5; n++) await as(account, askRelayTest);
  await expect(as(account, askRelayTest)).rejects.toMatchObject({ code: "rate_limited" });
});
