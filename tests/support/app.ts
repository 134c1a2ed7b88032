import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { globSync } from "tinyglobby";

const sources = ["app", "components", "lib", "messages"].map((folder) => `${folder}/**/*.{ts,tsx,css,json,svg}`);
const settings = ["next.config.ts", "proxy.ts", "postcss.config.mjs", "package-lock.json"];
const next = path.resolve("node_modules/next/dist/bin/next");
const lock = path.resolve(".mailee/test/build.lock");
const built = path.resolve(".next/BUILD_ID");

export type RunningApp = { url: string; stop: () => Promise<void> };

/** The product itself, built as for production and served on a free port of this machine, with the settings of the tests. */
export async function startApp(): Promise<RunningApp> {
  await buildOnce();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    env: { ...process.env, NODE_ENV: "production", APP_URL: url, PORT: String(port), NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  const ready = await answers(url, child);
  if (!ready) throw new Error(`The app did not start.\n${said}`);
  return { url, stop: () => stop(child) };
}

// Test files run side by side: the first one builds, the others wait for it, and nobody builds what has not changed.
async function buildOnce(): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let tries = 0; tries < 600; tries++) {
    if (takeLock()) {
      try {
        if (isStale()) await run([next, "build"]);
      } finally {
        rmSync(lock, { force: true });
      }
      return;
    }
    await wait(200);
  }
  throw new Error("Another test has been building the app for two minutes.");
}

function takeLock(): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(Number(readText(lock)))) rmSync(lock, { force: true });
    return false;
  }
}

function isStale(): boolean {
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return [...globSync(sources), ...settings].some((file) => statSync(file).mtimeMs > builtAt);
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function run(command: string[]): Promise<void> {
  const child = spawn(process.execPath, command, {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => (code === 0 ? done() : fail(new Error(said))));
  });
}

async function answers(url: string, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < 300 && child.exitCode === null; tries++) {
    const answer = await fetch(`${url}/icon.svg`).catch(() => null);
    if (answer?.ok) return true;
    await wait(100);
  }
  return false;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((stopped) => {
    child.once("close", () => stopped());
    child.kill("SIGTERM");
  });
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
