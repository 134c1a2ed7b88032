// What every npm script begins with: `node scripts/run.mjs NAME ...` is scripts/NAME.mjs, with everything installed and under the
// Node of package.json. This file itself needs Node 20 and nothing installed.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [name, ...words] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);

// npm ends on a signal, and the shell between npm and us does not pass it on.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}

if (!isInstalled()) {
  console.log("Installing what Mailee needs. This happens once.");
  const { code } = await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"]);
  if (code !== 0) process.exit(code ?? 1);
}

if (Number(process.versions.node.split(".")[0]) >= 24) {
  process.argv = [process.argv[0], path.join(root, "scripts", `${name}.mjs`), ...words];
  await import(`./${name}.mjs`);
} else {
  const node = path.join(root, "node_modules/node/bin/node");
  const { code, signal } = await run(node, [path.join(root, "scripts/run.mjs"), name, ...words]);
  process.exit(code ?? (signal === "SIGTERM" ? 0 : 1));
}

// npm writes down what it put into node_modules. What is only for other machines may be missing there.
function isInstalled() {
  const installed = path.join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  const there = packagesIn(installed);
  return Object.entries(packagesIn(path.join(root, "package-lock.json"))).every(
    ([at, wanted]) =>
      at === "" || (there[at] ? there[at].version === wanted.version : wanted.optional || wanted.devOptional),
  );
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
  } catch {
    return {}; // half written by an install that was stopped
  }
}

// Told to stop, we tell the child and wait for it, so that nothing is left behind.
function run(command, parameters) {
  const child = spawn(command, parameters, { cwd: root, stdio: "inherit" });
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      process.off("SIGINT", passOn).off("SIGTERM", passOn);
      resolve({ code, signal });
    });
  });
}
