// The settings of this machine's own installation, for whoever works on it from beside the running program.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bundle } from "./bundle.mjs";
import { startPostgres } from "./embedded-postgres.mjs";
import "./generate.mjs";
import { migrate } from "./migrate.mjs";
import { keepSecret } from "./start-steps.mjs";

/** Bundle the command line anew: it takes less time than asking whether it changed. */
export function buildCommandLine(names = ["cli"]) {
  return bundle(path.resolve(".mailee/build"), names);
}

/**
 * The environment of a process beside the program. An embedded database that is not running is started, and ended by `close`;
 * without `database` the process gets an address where none answers.
 */
export async function localSettings({ database = true } = {}) {
  const home = path.resolve(process.env.MAILEE_HOME || ".mailee");
  const env = {
    DATA_DIR: path.join(home, "files"),
    SMTP_URL: "smtp://127.0.0.1:1",
    MAILBOX_URL: "http://127.0.0.1:1",
    LOG_LEVEL: "warn",
    MAILEE_PROCESS: "cli",
    ...readRunning(home),
    ...Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")),
  };
  if (process.env.SMTP_URL) delete env.MAILBOX_URL;
  mkdirSync(home, { recursive: true });
  env.SECRET ||= keepSecret(path.join(home, "secret"));
  if (!database) return { env: { ...env, DATABASE_URL: "postgresql://127.0.0.1:1/none" }, close: async () => {} };
  if (env.DATABASE_URL) return { env, close: async () => {} };
  const server = await startPostgres({ dir: path.join(home, "postgres"), database: "mailee" });
  await migrate(server.url);
  return { env: { ...env, DATABASE_URL: server.url }, close: async () => server.stop() };
}

/** Where the program that is running on this state takes its mail and its readers; nothing when none is. */
function readRunning(home) {
  try {
    return JSON.parse(readFileSync(path.join(home, "running.json"), "utf8"));
  } catch {
    return {};
  }
}
