import { ImapFlow } from "imapflow";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mailboxSettings } from "@/lib/inbound/mailbox-settings";
import { startImapServer, type ImapServer } from "@/tests/support/imap-server";

let server: ImapServer;
beforeAll(async () => void (server = await startImapServer()));
afterAll(() => server.close());

async function signIn(url: string) {
  const { port } = new URL(server.url);
  // The name decides what is asked for; the conversation is with the server of this machine.
  const client = new ImapFlow({ ...mailboxSettings(url), host: "127.0.0.1", port: Number(port) });
  client.on("error", () => {});
  await client.connect().finally(() => client.close());
}
const secrets = () => server.said.filter((command) => /LOGIN|AUTHENTICATE/.test(command));

test("a password for a server elsewhere does not leave before the connection is encrypted", async () => {
  await expect(signIn("imap://bounces:secret%20word@mail.example.com/INBOX")).rejects.toThrow();
  expect(secrets()).toEqual([]);
  await signIn("imap://bounces:secret%20word@10.1.2.3/INBOX");
  expect(secrets()).toHaveLength(1);
});

test("imaps is encrypted from the first byte", () => {
  expect(mailboxSettings("imaps://a:b@mail.example.com")).toMatchObject({ secure: true, port: 993 });
});
