// Builds the web application and the other processes, unless the sources are those of the last build.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "./bundle.mjs";
import "./generate.mjs";

const SOURCES = [
  "{app,bench,cli,components,emails,lib,mailbox,prisma/schema,public}/**/*",
  "*.{ts,mjs,mts,json}",
  "scripts/{build,bundle,empty}.mjs",
];

/** Build what changed since the last time. Answers whether anything was built; rejects with the end of what the builder said, or when `signal` ends it. */
export async function buildIfChanged(root, env = process.env, signal) {
  const stamp = path.join(root, ".mailee/build/stamp");
  const wanted = fingerprint(root);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(path.join(root, ".next/BUILD_ID")))
    return false;
  console.log("Building the application.");
  mkdirSync(path.dirname(stamp), { recursive: true });
  await Promise.all([bundle(), nextBuild(root, env, signal)]);
  writeFileSync(stamp, wanted);
  return true;
}

function fingerprint(root) {
  const hash = createHash("sha256").update(process.version);
  // What a build writes itself is no source: it would look like a change right after the first build.
  const files = globSync(SOURCES, { cwd: root }).filter(
    (file) => file !== "next-env.d.ts" && statSync(path.join(root, file)).isFile(),
  );
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function nextBuild(root, env, signal) {
  return new Promise((resolve, reject) => {
    const command = [path.join(root, "node_modules/next/dist/bin/next"), "build"];
    const child = spawn(process.execPath, command, {
      cwd: root,
      env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes) => (said = (said + bytes).slice(-8_000)));
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`The build failed:\n${said}`))));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildIfChanged(path.join(import.meta.dirname, ".."));
