import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import { buildOnce } from "./build";

export type Installation = {
  url: string;
  mailbox: string;
  demo: { email: string; password: string };
  /** Milliseconds from the command to ready. */
  took: number;
  pid: number;
  said: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
};

type Command = [string, ...string[]];

/** A folder for the state of one installation, removed by `drop`. */
export function makeHome(): { home: string; drop: () => void } {
  const home = mkdtempSync(path.resolve(".mailee/test/home-"));
  return { home, drop: () => rmSync(home, { recursive: true, force: true }) };
}

/** The whole program by its own command, as a newcomer starts it, on free ports and with its state in `home`. */
export async function startInstallation(
  home: string,
  settings: Record<string, string> = {},
  command?: Command,
): Promise<Installation> {
  await buildOnce();
  const port = await freePort();
  const begun = performance.now();
  const ports = { PORT: String(port), MAILBOX_PORT: String(await freePort()) };
  const child = beginInstallation(home, { ...ports, ...settings }, command);
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (said += bytes.toString()));
  await untilReady(child, () => said);
  return {
    url: `http://localhost:${port}`,
    mailbox: /Mailbox\s+(\S+)/.exec(said)?.[1] ?? "",
    demo: JSON.parse(readFileSync(path.join(home, "demo.json"), "utf8")),
    took: performance.now() - begun,
    pid: child.pid!,
    said: () => said,
    stop: (signal = "SIGINT") => end(child, signal),
  };
}

/** The same command, not waited for. */
export function beginInstallation(
  home: string,
  settings: Record<string, string>,
  [program, ...words]: Command = [process.execPath, "scripts/start.mjs"],
) {
  const { PATH, HOME } = process.env;
  const env: NodeJS.ProcessEnv = { NODE_ENV: "production", PATH, HOME, MAILEE_HOME: home, ...settings };
  return spawn(program, words, { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Ids of the processes whose parent is `pid`, and theirs, and so on. */
export function familyOf(pid: number): number[] {
  const direct = childrenOf(pid);
  return direct.flatMap((child) => [child, ...familyOf(child)]);
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function untilReady(child: ChildProcess, said: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${said()}`));
    const limit = setTimeout(() => (child.kill("SIGTERM"), fail("It was not ready within two minutes.")), 120_000);
    const look = () => {
      if (!said().includes("Ctrl-C stops everything")) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout!.on("data", look);
    child.once("exit", (code) => (clearTimeout(limit), fail(`It ended with ${code}.`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = net.createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });
}
