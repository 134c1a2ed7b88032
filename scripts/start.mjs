// `npm start` and `npm run dev`. This file needs Node 20 and nothing installed: it installs, then goes on under the Node of package.json.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const stamp = path.join(root, "node_modules/.mailee-installed");
const lockfile = createHash("sha256")
  .update(readFileSync(path.join(root, "package-lock.json")))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== lockfile) {
  console.log("Installing what Mailee needs. This happens once.");
  const npm = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(stamp, lockfile);
}

if (Number(process.versions.node.split(".")[0]) >= 24) await import("./supervise.mjs");
else {
  const node = path.join(root, "node_modules/node/bin/node");
  const child = spawn(node, [path.join(root, "scripts/start.mjs"), ...process.argv.slice(2)], { stdio: "inherit" });
  // Ctrl-C reaches the child by itself; what is sent to us alone is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGTERM" ? 0 : 1)));
}
