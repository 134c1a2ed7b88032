import { afterEach, expect, test } from "vitest";
import { findRelay, relayAddress, relayOf, removeRelay, saveRelay } from "@/lib/senders";
import { RelayForm } from "@/lib/senders/schema";
import { env } from "@/lib/platform/env";
import { isPublicAddress } from "@/lib/platform/public-host";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const settings = env();
afterEach(() => (settings.ALLOW_PRIVATE_RELAYS = false));

const form = (given: object = {}) =>
  RelayForm.parse({ kind: "smtp", host: "smtp.example.com", port: "587", username: "us", secret: "hunter2", ...given });
const save = (account: TestAccount, given?: object) => as(account, (tenant) => saveRelay(tenant, form(given)));

test("a relay is kept, its secret for those who send only", async () => {
  const account = await makeAccount();
  expect(await as(account, relayOf)).toBeNull();
  await save(account, { perSecond: "14", signsDkim: "on" });
  expect(await as(account, relayOf)).toEqual({
    kind: "smtp",
    host: "smtp.example.com",
    port: 587,
    tls: "starttls",
    user: "us",
    password: "hunter2",
    connections: 4,
    perConnection: 100,
    perSecond: 14,
    signsDkim: true,
  });
  const shown = await as(account, findRelay);
  expect(shown).toMatchObject({ host: "smtp.example.com", hasSecret: true });
  expect(JSON.stringify(shown)).not.toContain("hunter2");
  await as(account, removeRelay);
  expect(await as(account, relayOf)).toBeNull();
});

test("an empty secret keeps the stored one, and only for the same server and user", async () => {
  const account = await makeAccount();
  await save(account);
  await save(account, { secret: "", perSecond: "5" });
  expect(await as(account, relayOf)).toMatchObject({ password: "hunter2", perSecond: 5 });
  for (const other of [{ host: "evil.example.com" }, { port: "2525" }, { username: "them" }, { tls: "none" }])
    await expect(save(account, { secret: "", ...other })).rejects.toMatchObject({ reason: "secret_for_other_server" });
  await save(account, { secret: "", username: "", host: "open.example.com" });
  expect(await as(account, relayOf)).toMatchObject({ host: "open.example.com", user: null, password: null });
});

test("Amazon SES is kept by region and key", async () => {
  const account = await makeAccount();
  const ses = { kind: "ses", region: "sa-east-1", username: "AKIAEXAMPLE", secret: "s3cret", configurationSet: "mail" };
  await as(account, (tenant) => saveRelay(tenant, RelayForm.parse(ses)));
  expect(await as(account, relayOf)).toMatchObject({
    kind: "ses",
    region: "sa-east-1",
    accessKeyId: "AKIAEXAMPLE",
    secretAccessKey: "s3cret",
    configurationSet: "mail",
  });
  expect(RelayForm.safeParse({ ...ses, region: "evil.example/" }).success).toBe(false);
});

test("ports of other programs are refused unless the operator allows private relays", async () => {
  const account = await makeAccount();
  await expect(save(account, { port: "6379" })).rejects.toMatchObject({ reason: "port_refused", field: "port" });
  settings.ALLOW_PRIVATE_RELAYS = true;
  await save(account, { port: "6379" });
});

test("names and numbers of this machine and its neighbours are no relays, however they are written", async () => {
  const hosts = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f.1",
    "0177.0.0.1",
    "10.1.2.3",
    "169.254.169.254",
    "[::1]",
  ];
  hosts.push("::ffff:127.0.0.1", "64:ff9b::7f00:1", "100.64.1.1", "fe80::1", "0.0.0.0", "192.168.1.1", "fd00::1");
  for (const host of hosts) await expect(relayAddress(host), host).rejects.toMatchObject({ code: "invalid" });
  await expect(relayAddress("127.0.0.1")).rejects.toMatchObject({ reason: "host_private" });
  const account = await makeAccount();
  for (const host of ["127.0.0.1", "LOCALHOST", "2130706433", "0x7f.1", "[::1]", "10.1.2.3", "x.localhost"])
    await expect(save(account, { host }), host).rejects.toMatchObject({ reason: "host_private", field: "host" });
  settings.ALLOW_PRIVATE_RELAYS = true;
  await save(account, { host: "127.0.0.1" });
  expect(await relayAddress("127.0.0.1")).toBe("127.0.0.1");
});

test("public addresses are told from all others", () => {
  for (const address of ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::5"])
    expect(isPublicAddress(address), address).toBe(true);
  for (const address of [
    "172.31.255.255",
    "192.0.2.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "2002:7f00:1::",
    "2001:db8::1",
  ])
    expect(isPublicAddress(address), address).toBe(false);
});
