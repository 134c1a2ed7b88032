// Format, lint, types, architecture and dead code, side by side. Ends with one line for each and fails if any fails.
import { spawn } from "node:child_process";
import "./generate.mjs";

const started = Date.now();
const tools = {
  format: ["oxfmt", "--check"],
  lint: ["oxlint"],
  types: ["tsc", "--noEmit"],
  architecture: ["node", "--no-warnings", "scripts/check-architecture.mts"],
  unused: ["knip", "--no-progress", "--no-config-hints"],
};

const results = await Promise.all(Object.entries(tools).map(([name, command]) => run(name, command)));
for (const { name, code, said } of results) {
  if (code !== 0) console.log(`\n${name}\n${said.trim()}`);
}
console.log(
  `${results.map(({ name, code }) => `${name} ${code === 0 ? "ok" : "FAILED"}`).join(", ")} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;

function run(name, [command, ...parameters]) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (bytes) => (said += bytes));
    child.stderr.on("data", (bytes) => (said += bytes));
    child.once("error", (error) => resolve({ name, code: 1, said: String(error) }));
    child.once("close", (code) => resolve({ name, code, said }));
  });
}
