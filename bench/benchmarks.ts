import { bulkBenchmark, bulkOurs } from "./bulk";
import { claimBenchmark } from "./claim";
import { firstMailBenchmark, sendFirst } from "./first-mail";
import { dkimBenchmark, rttBenchmark, sendBenchmark, sendOurs, sendWithNodemailer } from "./send";

export type Benchmark = {
  name: string;
  about: string;
  /** How many unless told. */
  standard: number;
  run: (n: number, runs: number) => Promise<object>;
};

/** All benchmarks, on one screen. */
export const benchmarks: Benchmark[] = [
  sendBenchmark,
  rttBenchmark,
  dkimBenchmark,
  firstMailBenchmark,
  claimBenchmark,
  bulkBenchmark,
];

const sides: Record<string, (given: Record<string, string>) => Promise<void>> = {
  "send ours": sendOurs,
  "send nodemailer": sendWithNodemailer,
  "bulk ours": bulkOurs,
  "first mail": sendFirst,
};

/** One side of a benchmark, in a process of its own so that its time and memory are its own. */
export async function runSide([name = "", given = "{}"]: string[]): Promise<number> {
  const side = sides[name];
  if (!side) return 2;
  await side(JSON.parse(given) as Record<string, string>);
  return 0;
}
