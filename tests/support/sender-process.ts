import { spawn, type ChildProcess } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";

const outfile = path.resolve(`.mailee/test/sender-${process.pid}.mjs`);
let built: Promise<unknown> | undefined;

export type Sender = {
  child: ChildProcess;
  /** End it, and wait for its end. */
  kill: (signal: "SIGKILL" | "SIGTERM") => Promise<void>;
};

/** Start a process that sends the campaigns of one account through a relay. Resolves when it is at work. */
export async function startSender(environment: {
  RELAY: string;
  ACCOUNT: string;
  CONNECTIONS?: string;
  LEASE_SECONDS?: string;
  RETRY_MS?: string;
  NODE_OPTIONS?: string;
  CLOCK_START_HOURS?: string;
  CLOCK_JUMPS?: string;
}): Promise<Sender> {
  await (built ??= bundleSender());
  const child = spawn(process.execPath, [outfile], {
    env: { ...process.env, ...environment, DATABASE_POOL: "6", LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  await new Promise<void>((ready, fail) => {
    child.stdout!.once("data", () => ready());
    child.once("exit", (code) => fail(new Error(`the sender ended with ${code}`)));
  });
  return { child, kill: (signal) => end(child, signal) };
}

function bundleSender() {
  return build({
    entryPoints: [path.resolve("tests/support/sender.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    packages: "external",
    alias: { "server-only": path.resolve("scripts/empty.mjs") },
    tsconfig: path.resolve("tsconfig.json"),
    logLevel: "warning",
  });
}

function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}
