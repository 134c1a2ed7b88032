// `npm run mailee -- ...`: the command line, on the database that `npm start` uses unless DATABASE_URL names another.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { buildCommandLine, localSettings } from "./local-settings.mjs";

process.chdir(path.join(import.meta.dirname, ".."));
if (existsSync(".env")) process.loadEnvFile(".env");
await buildCommandLine();
const { env, close } = await localSettings();
const { status } = spawnSync(
  process.execPath,
  ["--enable-source-maps", ".mailee/build/cli.mjs", ...process.argv.slice(2)],
  {
    env,
    stdio: "inherit",
  },
);
await close();
process.exitCode = status ?? 1;
