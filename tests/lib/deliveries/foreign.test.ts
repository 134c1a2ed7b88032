// What programs that are not ours say of our mail. Each test is left out where its program is not installed.
import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { accessSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { dkimVerify } from "mailauth/lib/dkim/verify";
import { afterEach, expect, test } from "vitest";
import { smtpRelay } from "@/lib/deliveries/transport";
import { launchTo, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

const POSTFIX = "/usr/sbin/postfix";
const SPAMASSASSIN = "/usr/bin/spamassassin";
const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const isHere = (file: string) => {
  try {
    accessSync(file);
    return process.getuid?.() === 0 || file === SPAMASSASSIN;
  } catch {
    return false;
  }
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** A Postfix of its own that passes everything on to that relay. */
async function startPostfix(next: Relay): Promise<string> {
  const home = mkdtempSync(path.join(os.tmpdir(), "postfix-"));
  const port = await freePort();
  for (const folder of ["etc", "spool", "lib"]) mkdirSync(path.join(home, folder), { mode: 0o755 });
  execFileSync("chmod", ["755", home]);
  execFileSync("chown", ["postfix", path.join(home, "lib")]);
  const main = {
    compatibility_level: "3.6",
    queue_directory: `${home}/spool`,
    data_directory: `${home}/lib`,
    mail_owner: "postfix",
    myhostname: "relay.mailee.example",
    mydestination: "",
    local_recipient_maps: "",
    alias_maps: "",
    inet_interfaces: "127.0.0.1",
    inet_protocols: "ipv4",
    mynetworks: "127.0.0.0/8",
    smtpd_relay_restrictions: "permit_mynetworks, reject",
    relayhost: `[127.0.0.1]:${new URL(next.url).port}`,
    smtp_tls_security_level: "none",
    disable_dns_lookups: "yes",
    maillog_file: `${home}/postfix.log`,
    maillog_file_prefixes: home,
  };
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "smtp unix - - n - - smtp",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "flush unix n - n 1000? 0 flush",
    "proxymap unix - - n - - proxymap",
    "postlog unix-dgram n - n - 1 postlogd",
  ];
  writeFileSync(
    path.join(home, "etc/main.cf"),
    Object.entries(main)
      .map(([name, value]) => `${name} = ${value}\n`)
      .join(""),
  );
  writeFileSync(path.join(home, "etc/master.cf"), `${services.join("\n")}\n`);
  const postfix = (word: string) =>
    execFileSync(POSTFIX, ["-c", path.join(home, "etc"), word], { stdio: "ignore", timeout: 30_000 });
  postfix("start");
  ends.push(() => {
    postfix("stop");
    rmSync(home, { recursive: true, force: true });
  });
  return `smtp://127.0.0.1:${port}`;
}

test.skipIf(!isHere(POSTFIX))(
  "signatures are good for two foreign verifiers after Postfix has passed the mail on",
  async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`;
    const sink = await startRelay({ keepRaw: true });
    ends.push(sink.close);
    const url = await startPostfix(sink);
    const engine = runEngine(sink, {
      relayOf: () => Promise.resolve(smtpRelay(url, { connections: 2, openMs: 5_000 })),
      identityOf: (_, from) =>
        Promise.resolve({
          dkim: [{ domain: from.split("@")[1]!, selector: "m1", key: privateKey }],
          returnPathDomain: null,
          linkOrigin: null,
        }),
    });
    ends.push(engine.stop);
    const account = await engine.makeAccount();
    const { campaignId, emails } = await launchTo(account, 20);
    await until(
      async () => (await statusOf(account, campaignId)) === "sent" && emails.every((email) => sink.raw.has(email)),
      60,
    );
    for (const email of emails) {
      const raw = Buffer.from(`${sink.raw.get(email)!}\r\n`, "latin1");
      expect(raw.toString("latin1")).toContain("Received: from");
      const { results } = await dkimVerify(raw, { resolver: async () => [[record]] });
      expect(results.map(({ status }) => status.result)).toEqual(["pass"]);
    }
    const first = Buffer.from(`${sink.raw.get(emails[0]!)!}\r\n`, "latin1");
    expect(dkimpy(first, record)).toMatch(/^(True|not here)$/);
  },
  120_000,
);

test.skipIf(!isHere(SPAMASSASSIN))(
  "SpamAssassin finds at most one point in a letter that begins as every letter does",
  async () => {
    const sink = await startRelay({ keepRaw: true });
    ends.push(sink.close);
    const engine = runEngine(sink);
    ends.push(engine.stop);
    const account = await engine.makeAccount();
    const { campaignId, emails } = await launchTo(account, 1);
    await until(async () => (await statusOf(account, campaignId)) === "sent");
    const judged = execFileSync(SPAMASSASSIN, ["--local", "--test-mode"], {
      input: Buffer.from(`${sink.raw.get(emails[0]!)!}\r\n`, "latin1"),
      timeout: 60_000,
      stdio: ["pipe", "pipe", "ignore"],
    }).toString();
    const [, score] = /X-Spam-Status:[^]*?score=(-?[\d.]+)/.exec(judged) ?? [];
    expect({ score: Number(score), judged: judged.slice(0, 1_500) }).toMatchObject({
      score: expect.any(Number) as number,
    });
    expect(Number(score), judged.slice(0, 3_000)).toBeLessThanOrEqual(1);
  },
  120_000,
);

function dkimpy(raw: Buffer, record: string): string {
  const script = `import dkim,sys\nprint(dkim.verify(sys.stdin.buffer.read(),dnsfunc=lambda name,timeout=5:b"${record}"))`;
  try {
    execFileSync("python3", ["-c", "import dkim"], { stdio: "ignore" });
  } catch {
    return "not here";
  }
  return execFileSync("python3", ["-c", script], { input: raw }).toString().trim();
}
