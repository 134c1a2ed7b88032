// `npm run mailee -- ...`: the command line, on the database that `npm start` uses unless DATABASE_URL names another.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { buildCommandLine, localSettings } from "./local-settings.mjs";
import { workerFlags } from "./worker-flags.mjs";

process.chdir(path.join(import.meta.dirname, ".."));
if (existsSync(".env")) process.loadEnvFile(".env");
const words = process.argv.slice(2);
const isWorker = words[0] === "worker";
await buildCommandLine(isWorker ? ["cli", "worker"] : ["cli"]);
const asksForHelp = words.length === 0 || words.includes("--help");
// These read files, or ask DNS, and nothing else.
const database = !["bounce classify", "domain check"].includes(words.slice(0, 2).join(" "));
const { env, close } = asksForHelp ? { env: process.env, close: () => {} } : await localSettings({ database });
const command = [...(isWorker ? workerFlags : []), "--enable-source-maps", ".mailee/build/cli.mjs", ...words];
// Told to stop, we tell it and wait. The channel tells it as well when we are killed.
const child = spawn(process.execPath, command, {
  env,
  detached: true,
  stdio: ["inherit", "inherit", "inherit", "ipc"],
});
for (const name of ["SIGTERM", "SIGINT"]) process.on(name, () => child.kill(name));
const [code] = await once(child, "exit");
await close();
process.exitCode = code ?? 1;
