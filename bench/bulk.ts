import { loadPlan } from "@/lib/campaigns";
import { personalLinks } from "@/lib/deliveries";
import { compileLetter } from "@/lib/deliveries/mime/compose";
import { smtpTransport } from "@/lib/deliveries/smtp/transport";
import type { Message } from "@/lib/deliveries/transport";
import { bulkInAccount, closeDatabase, inAccount } from "@/lib/platform/db";
import type { Benchmark } from "./benchmarks";
import { frozen, makeGround, operatorOf } from "./ground";
import { machine, median, ratio, side, tellCost, versions, type Cost } from "./measure";
import { onSink } from "./on-sink";
import { smtpSource } from "./smtp-source";

const CONNECTIONS = 8;

/** The bulk path without its ledger, beside nodemailer's pool: beside `send`, it says what the ledger costs. */
export const bulkBenchmark: Benchmark = {
  name: "nodemailer",
  about:
    "letters and SMTP alone, without the ledger, beside nodemailer's pool: the difference to `send` is what the ledger costs",
  standard: 50_000,
  run: async (n, runs) => {
    const ground = await makeGround(n);
    const given = { ...ground, campaign: await frozen(ground), n: String(n), connections: String(CONNECTIONS) };
    const ours: Cost[] = [];
    const theirs: Cost[] = [];
    for (let run = 0; run < runs; run++) {
      ours.push(await onSink(n, (relay) => side("bulk ours", { ...given, relay })));
      theirs.push(await onSink(n, (relay) => side("send nodemailer", { ...given, relay })));
    }
    const source = await smtpSource(n, { connections: CONNECTIONS });
    await closeDatabase();
    const [us, peer] = [median(ours), median(theirs)];
    const facts = {
      name: "nodemailer",
      machine: machine(),
      versions: versions("nodemailer"),
      n,
      runs,
      connections: CONNECTIONS,
    };
    const ratios = {
      per_second: ratio(us.per_second, peer.per_second),
      cpu_each: ratio(peer.cpu_us_each, us.cpu_us_each),
    };
    return {
      ...facts,
      ours: us,
      peers: { nodemailer: peer, smtp_source: source },
      ratios,
      floor: { per_second: 7 },
      all: { ours, nodemailer: theirs },
    };
  },
};

/** Our side: each letter written for its reader and handed over, nothing written down. */
export async function bulkOurs({
  accountId = "",
  campaign = "",
  relay = "",
  n = "0",
}: Record<string, string>): Promise<void> {
  const { from, list, segments } = await inAccount(accountId, (db) => loadPlan(operatorOf(accountId, db), campaign));
  const { rows } = await bulkInAccount(accountId, (client) =>
    client.query<{ email: string; name: string }>("SELECT email, name FROM contact WHERE account_id = $1", [accountId]),
  );
  const write = compileLetter({
    from,
    list: { name: list.name, id: `${list.id}.example.com` },
    feedbackId: "bench",
    segments,
  });
  const letterFor = (at: number): Message => {
    const { email, name } = rows[at]!;
    const urls = personalLinks({ accountId, campaignId: campaign, seq: at + 1 });
    const raw = write({ contact: { email, name, fields: {} }, urls, messageId: `${at}@example.com`, date: new Date() });
    return { from: from.address, to: email, raw };
  };
  await tellCost(Number(n), async () => {
    let next = 0;
    const lane = async () => {
      const transport = smtpTransport(relay, { messagesPerConnection: Infinity });
      let message: Message | null = next < rows.length ? letterFor(next++) : null;
      while (message) {
        const following: Message | null = next < rows.length ? letterFor(next++) : null;
        const { kind, text } = await transport.send(message, following);
        if (kind !== "accepted") throw new Error(`not accepted: ${text}`);
        message = following;
      }
      transport.close();
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
  });
  await closeDatabase();
}
