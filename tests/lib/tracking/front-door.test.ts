import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { addDomain } from "@/lib/senders";
import { createFrontDoor, createTrackingHandler, type TrackingHandler } from "@/lib/tracking";
import { as, type TestAccount } from "@/tests/support/accounts";
import { clickPath, makeSending, pathOf } from "@/tests/support/sendings";

const settings = env();
let tracking: TrackingHandler;
let server: Server;
let entered = 0;

beforeAll(async () => {
  settings.APP_URL = "https://app.house.example";
  tracking = createTrackingHandler();
  const enter = createFrontDoor(tracking, async (_, response) => {
    entered++;
    response.writeHead(200).end("the application");
  });
  server = createServer({ requireHostHeader: false }, (request, response) => void enter(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => void (entered = 0));
afterAll(async () => {
  await tracking.close();
  server.close();
});

/** A request as it goes over the wire: its first line, and its headers as written. Answers the status. */
async function wire(line: string, headers: string[]): Promise<number> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write([line, ...headers, "Connection: close", "", ""].join("\r\n"), "latin1");
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(await text(socket))?.[1]);
}
const ask = (host: string, path = "/sign-in") => wire(`GET ${path} HTTP/1.1`, [`Host: ${host}`]);

async function ownHost(
  account: TestAccount,
  state: object = { linkOk: true, verifiedAt: new Date() },
): Promise<string> {
  const domain = `${randomBytes(6).toString("hex")}.example`;
  await as(account, (tenant) => addDomain(tenant, { domain }));
  await inAccount(account.accountId, (db) => db.sendingDomain.updateMany({ where: { domain }, data: state }));
  return `links.${domain}`;
}

test("the application answers under its own name, and to this machine", async () => {
  for (const host of [
    "app.house.example",
    "APP.house.example:443",
    "app.house.example.",
    "localhost:3000",
    "127.0.0.1",
    "[::1]:80",
  ])
    expect(await ask(host), host).toBe(200);
  expect(entered).toBe(6);
});

test("a name that an account verified answers its links and nothing else: no sign-in, no page, no action", async () => {
  const sending = await makeSending(["ana"]);
  const host = await ownHost(sending.account);
  expect(await ask(host, clickPath(sending.key(1), 1))).toBe(302);
  expect(await ask(`${host.toUpperCase()}:443`, pathOf(sending.key(1), "unsubscribe"))).toBe(200);
  for (const path of [
    "/",
    "/sign-in",
    "/overview",
    "/api/health",
    "/_next/static/x.js",
    "//sign-in",
    "/u",
    "/c/x",
    "/%2e%2e/sign-in",
  ])
    expect(await ask(host, path), path).toBe(404);
  expect(await wire("POST /sign-in HTTP/1.1", [`Host: ${host}`, "Content-Length: 0"])).toBe(404);
  expect(entered).toBe(0);
});

test("under somebody's name nobody else's links lead anywhere", async () => {
  const [ours, theirs] = [await makeSending(["ana"]), await makeSending(["bia"])];
  const host = await ownHost(ours.account);
  expect(await ask(host, clickPath(theirs.key(1), 1))).toBe(404);
  expect(await ask(host, pathOf(theirs.key(1), "unsubscribe"))).toBe(404);
});

test("a name that was never proved, or does not lead here any more, answers nothing", async () => {
  const sending = await makeSending(["ana"]);
  const path = clickPath(sending.key(1), 1);
  expect(await ask(await ownHost(sending.account, { linkOk: true }), path)).toBe(421);
  expect(await ask(await ownHost(sending.account, { verifiedAt: new Date() }), path)).toBe(421);
  const lost = await ownHost(sending.account, { linkOk: true, verifiedAt: new Date(), state: "broken" });
  expect(await ask(lost, path)).toBe(302); // readers of mail already sent keep their way out
});

test("who watches over the machine may ask by any address", async () => {
  expect(await ask("10.1.2.3:3000", "/api/health")).toBe(200);
  expect(await ask("10.1.2.3:3000", "/api/health?x")).toBe(421);
});

test("no name made up gets to the application", async () => {
  const part = fc.constantFrom(
    "app.house.example",
    "localhost",
    "evil.example",
    "@",
    "/",
    "\\",
    "#",
    "?",
    ",",
    ":",
    "80",
    "[",
    "]",
    "%00",
    "..",
    " ",
    "\t",
    "xn--",
    "\u00e9",
    "_",
    "'",
  );
  const made = fc.oneof(
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join("")),
    fc.string({ maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(made, async (host) => {
      entered = 0;
      if (/[\r\n]/.test(host)) return;
      const status = await ask(host);
      const isOurs = /^(app\.house\.example|localhost)\.?(:\d{1,5})?$/i.test(host.trim());
      expect([isOurs ? 200 : entered, status]).toEqual(
        isOurs ? [200, 200] : [0, expect.toSatisfy((code) => code === 400 || code === 421)],
      );
    }),
    { numRuns: 300 },
  );
}, 120_000);

test("a request that names its host twice, or by a whole address, is refused", async () => {
  const host = "Host: app.house.example";
  expect(await wire("GET / HTTP/1.1", [host, "Host: evil.example"])).toBe(400);
  expect(await wire("GET http://app.house.example/ HTTP/1.1", [host])).toBe(400);
  expect(await wire("GET / HTTP/1.1", [])).toBe(400);
  expect(entered).toBe(0);
});

test("what a proxy says about the host counts only where one is trusted", async () => {
  const sending = await makeSending(["ana"]);
  const host = await ownHost(sending.account);
  const forwarded = ["Host: 127.0.0.1:3000", `X-Forwarded-Host: ${host}`];
  expect(await wire("GET /sign-in HTTP/1.1", forwarded)).toBe(200);
  settings.TRUST_PROXY = true;
  expect(await wire("GET /sign-in HTTP/1.1", forwarded)).toBe(404);
  // The proxy passed the name on: what the client wrote beside it counts for nothing.
  expect(await wire("GET /sign-in HTTP/1.1", [`Host: ${host}`, "X-Forwarded-Host: localhost"])).toBe(404);
  settings.TRUST_PROXY = false;
});
