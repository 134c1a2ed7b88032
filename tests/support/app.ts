import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buildOnce } from "./build";

const next = path.resolve("node_modules/next/dist/bin/next");

export type RunningApp = { url: string; stop: () => Promise<void> };

/** The product itself, built as for production and served on a free port of this machine, with the settings of the tests and those given. */
export async function startApp(settings: Record<string, string> = {}): Promise<RunningApp> {
  await buildOnce();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_URL: url,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: "1",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (bytes) => (said += bytes));
  child.stderr.on("data", (bytes) => (said += bytes));
  const ready = await answers(url, child);
  if (!ready) throw new Error(`The app did not start.\n${said}`);
  return { url, stop: () => stop(child) };
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
