import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { removePostgres, startPostgres } from "../../scripts/embedded-postgres.mjs";
import { migrate } from "../../scripts/migrate.mjs";

/** A PostgreSQL of a test file's own, which it may do to what it likes. All that this file does with a database is done there. */
export async function startOwnPostgres(dir = newFolder()) {
  // Like in life: what is committed has to be on the disk.
  const options = { dir, database: "tests", settings: { fsync: "on", max_connections: 80 } };
  const first = await startPostgres(options);
  await migrate(first.url);
  process.env.DATABASE_URL = first.url;
  const { home } = first;
  const port = Number(new URL(first.url).port);
  return {
    home,
    url: first.url,
    /** Ends it as `pg_ctl stop` does: `fast` says goodbye to clients, `immediate` is a crash that has to be recovered from. */
    stop: (how: "fast" | "immediate") => endServer(home, how === "fast" ? "SIGINT" : "SIGQUIT"),
    /** Back at the same address. */
    start: async () => {
      await startPostgres({ ...options, port });
    },
    isRunning: () => pidOf(home) !== null,
    remove: () => removePostgres(dir),
  };
}

function newFolder(): string {
  const root = path.resolve(".mailee/test");
  mkdirSync(root, { recursive: true });
  const dir = mkdtempSync(path.join(root, `postgres-${process.pid}-`));
  return dir;
}

async function endServer(home: string, signal: NodeJS.Signals): Promise<void> {
  const pid = pidOf(home);
  if (pid === null) return;
  process.kill(pid, signal);
  while (isAlive(pid)) await wait(20);
}

function pidOf(home: string): number | null {
  try {
    const pid = Number(readFileSync(path.join(home, "data/postmaster.pid"), "utf8").split("\n")[0]);
    return isAlive(pid) ? pid : null;
  } catch {
    return null; // it ended and took the file with it
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
