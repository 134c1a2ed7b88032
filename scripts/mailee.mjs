// `npm run mailee -- ...`: the command line, on the database that `npm start` uses unless DATABASE_URL names another.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { buildCommandLine, localSettings } from "./local-settings.mjs";

process.chdir(path.join(import.meta.dirname, ".."));
if (existsSync(".env")) process.loadEnvFile(".env");
await buildCommandLine();
const words = process.argv.slice(2);
const asksForHelp = words.length === 0 || words.includes("--help");
// Reads files and nothing else.
const database = !(words[0] === "bounce" && words[1] === "classify");
const { env, close } = asksForHelp ? { env: process.env, close: () => {} } : await localSettings({ database });
const command = ["--enable-source-maps", ".mailee/build/cli.mjs", ...words];
const { status } = spawnSync(process.execPath, command, { env, stdio: "inherit" });
await close();
process.exitCode = status ?? 1;
