import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { once } from "node:events";
import { connect as connectTls } from "node:tls";
import { createTransport } from "nodemailer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { returnPathOf } from "@/lib/bounces";
import { startListener, type Listener } from "@/lib/inbound";
import { env } from "@/lib/platform/env";
import { makeCertificate } from "@/tests/support/certificate";
import { bounceOf, DOMAIN, returnsOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";
import { talkTo } from "@/tests/support/smtp-talk";

let folder: string;
let listener: Listener;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "listener-"));
  const { pem, key } = makeCertificate("in.example.com");
  const [cert, keyFile] = [path.join(folder, "cert.pem"), path.join(folder, "key.pem")];
  await writeFile(cert, pem);
  await writeFile(keyFile, key.export({ format: "pem", type: "pkcs8" }));
  Object.assign(env(), { INBOUND_TLS_CERT: cert, INBOUND_TLS_KEY: keyFile });
  listener = await startListener({ port: 0, host: "127.0.0.1", longestMs: 3_000 });
});
afterAll(async () => {
  Object.assign(env(), { INBOUND_TLS_CERT: undefined, INBOUND_TLS_KEY: undefined });
  await listener.close();
  await rm(folder, { recursive: true });
});

const port = () => listener.port;

test("with a certificate what is brought comes encrypted", async () => {
  const sending = await makeSending(["ana"]);
  const { envelope, raw } = bounceOf(sending.key(1), { email: "ana@example.com", reply: "550 5.1.1 User unknown" });
  const tls = { rejectUnauthorized: false };
  const transport = createTransport({ host: "127.0.0.1", port: port(), secure: false, requireTLS: true, tls });
  const answer = await transport.sendMail({ envelope: { from: "", to: envelope }, raw });
  transport.close();
  expect(answer.response).toMatch(/^250/);
  expect(await returnsOf(sending.account)).toHaveLength(1);
});

test("what was said in clear behind STARTTLS is forgotten, and nothing said before it is believed", async () => {
  const sending = await makeSending(["ana"]);
  const to = returnPathOf(sending.key(1), DOMAIN);
  const talk = talkTo(port());
  await talk.hears(/^220 /);
  talk.say("EHLO client.example\r\n");
  await talk.hears(/^250 .*/m);
  expect(talk.heard()).toMatch(/STARTTLS/);
  talk.say(`STARTTLS\r\nEHLO slipped.example\r\nMAIL FROM:<>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
  await talk.hears(/^220 .*TLS|^220 2/m);
  talk.socket.removeAllListeners("data");
  const safe = connectTls({ socket: talk.socket, rejectUnauthorized: false });
  safe.on("error", () => {});
  await once(safe, "secureConnect");
  let heard = "";
  safe.on("data", (bytes) => (heard += bytes.toString()));
  safe.write("DATA\r\nQUIT\r\n");
  await once(safe, "close");
  expect(heard).toMatch(/^503 /);
  expect(heard).not.toMatch(/^(250|354) /m);
  expect(await returnsOf(sending.account)).toEqual([]);
});

test("whoever drips inside the encryption is hung up on as well", async () => {
  const talk = talkTo(port());
  await talk.hears(/^220 /);
  talk.say("EHLO client.example\r\n");
  await talk.hears(/^250 .*/m);
  talk.say("STARTTLS\r\n");
  await talk.hears(/^220 .*TLS|^220 2/m);
  talk.socket.removeAllListeners("data");
  const safe = connectTls({ socket: talk.socket, rejectUnauthorized: false });
  safe.on("error", () => {});
  await once(safe, "secureConnect");
  const drip = setInterval(() => safe.write("x"), 50);
  expect(await talk.isHungUp(9_000)).toBe(true);
  clearInterval(drip);
});
