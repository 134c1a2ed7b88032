// Single steps of starting, each of use alone.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";

const DEMO_EMAIL = "demo@example.com";

/** The secret of this installation: made once, readable by its owner only. */
export function keepSecret(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** True if nobody listens on this port of loopback. */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** A port that nobody uses now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Resolves when the program says that it is ready; rejects with what is missing after two minutes. */
export async function waitUntilReady(url, isOver) {
  const until = Date.now() + 120_000;
  let last = "no answer";
  while (Date.now() < until && !isOver()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (answer.ok) return;
      last = JSON.stringify((await answer.json()).checks);
    } catch {
      // not listening yet
    }
    await wait(100);
  }
  if (!isOver()) throw new Error(`It did not become ready: ${last}`);
}

/** The demo sign-in: made once through the command line, kept where only its owner reads it. Null when it cannot be made. */
export async function demoSignIn(file, env) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const password = randomBytes(9).toString("base64url");
  const values = [
    "--name",
    "Sample Marketer",
    "--email",
    DEMO_EMAIL,
    "--account",
    "Sample account",
    "--demo",
    "--json",
  ];
  const child = spawn(process.execPath, [".mailee/build/cli.mjs", "account", "create", ...values], {
    env: { ...env, MAILEE_PASSWORD: password },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said, code] = await Promise.all([text(child.stdout), new Promise((resolve) => child.once("exit", resolve))]);
  if (code !== 0) {
    console.error(`The demo sign-in could not be made: ${said.trim()}`);
    return null;
  }
  const demo = { email: DEMO_EMAIL, password };
  writeFileSync(file, JSON.stringify(demo), { mode: 0o600 });
  return demo;
}
