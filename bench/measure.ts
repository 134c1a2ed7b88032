import { spawn } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { createRequire } from "node:module";
import { text } from "node:stream/consumers";

/** What one run of one side cost: mails a second, CPU of its process for each, its largest memory. */
export type Cost = { per_second: number; cpu_us_each: number; peak_mb: number; ms: number };

/** Run one side in its own process and read what it says on its last line. */
export async function side<T = Cost>(name: string, given: Record<string, string>): Promise<T> {
  // Ours as the worker runs; others as they come.
  const flags = name.includes("nodemailer") ? [] : (process.env.WORKER_FLAGS ?? "").split(" ").filter(Boolean);
  const child = spawn(process.execPath, [...flags, process.argv[1]!, "side", name, JSON.stringify(given)], {
    env: process.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, code] = await Promise.all([text(child.stdout), new Promise((done) => child.once("exit", done))]);
  if (code !== 0) throw new Error(`${name} ended with ${String(code)}`);
  return JSON.parse(said.trim().split("\n").at(-1)!) as T;
}

/** Time `work` over `n` pieces and say what it cost, for `side` to read. Memory is the largest of the whole process. */
export async function tellCost(n: number, work: () => Promise<void>): Promise<void> {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await work();
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  const peak = process.resourceUsage().maxRSS / 1024;
  const cost: Cost = {
    per_second: Math.round((n / ms) * 1000),
    cpu_us_each: Math.round((user + system) / n),
    peak_mb: Math.round(peak),
    ms: Math.round(ms),
  };
  console.log(JSON.stringify(cost));
}

/** The run in the middle, by its speed. */
export function median(costs: Cost[]): Cost {
  return costs.toSorted((one, other) => one.per_second - other.per_second)[Math.floor(costs.length / 2)]!;
}

/** The figure in the middle. */
export function middle(figures: number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)]!;
}

/** How many times the second the first is, to two places. */
export function ratio(one: number, other: number): number {
  return Math.round((one / other) * 100) / 100;
}

/** What the figures were measured on. */
export function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    os: process.platform,
  };
}

/** Versions that matter for a figure. */
export function versions(...packages: string[]): Record<string, string> {
  const require = createRequire(`${process.cwd()}/package.json`);
  const wanted = (require("./package.json") as { dependencies: Record<string, string> }).dependencies;
  return { node: process.version, ...Object.fromEntries(packages.map((name) => [name, wanted[name] ?? ""])) };
}
