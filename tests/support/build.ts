import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const lock = path.resolve(".mailee/test/build.lock");
const TRIES = 900;

/** The program as built for production. Test files run side by side: the first builds what changed, the others wait for it. */
export async function buildOnce(): Promise<void> {
  mkdirSync(path.dirname(lock), { recursive: true });
  for (let tries = 0; tries < TRIES; tries++) {
    if (takeLock()) {
      try {
        await promisify(execFile)(process.execPath, ["scripts/build.mjs"], { maxBuffer: 8_000_000 });
      } finally {
        rmSync(lock, { force: true });
      }
      return;
    }
    await wait(200);
  }
  throw new Error("Another test has been building the program for three minutes.");
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
