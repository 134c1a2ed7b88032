import "server-only";
import { readdirSync } from "node:fs";
import path from "node:path";
import { inSystem } from "./db";
import { heartbeatAge } from "./heartbeat";

/** `ok`, or in a few words what is missing. */
export type Readiness = { ready: boolean; checks: { database: string; migrations: string; worker: string } };

const WORKER_SILENT_S = 20;

/** Whether this installation can do its work now: database, schema, worker. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  try {
    const missing = await missingMigrations();
    const age = await heartbeatAge("worker");
    const checks = {
      database: "ok",
      migrations: missing.length === 0 ? "ok" : `not applied: ${missing.join(", ")}`,
      worker: age === null ? "none has been seen" : age > WORKER_SILENT_S ? `silent for ${Math.round(age)} s` : "ok",
    };
    return { ready: Object.values(checks).every((check) => check === "ok"), checks };
  } catch {
    // The reason may hold an address or a name; it belongs in the log of the database, not on a public page.
    return { ready: false, checks: { database: "does not answer", migrations: "unknown", worker: "unknown" } };
  }
}

async function missingMigrations(): Promise<string[]> {
  const applied = await inSystem((db) => db.$queryRaw<{ name: string }[]>`SELECT name FROM applied_migrations()`);
  const known = new Set(applied.map(({ name }) => name));
  return migrationNames().filter((name) => !known.has(name));
}

function migrationNames(): string[] {
  const entries = readdirSync(path.join(process.cwd(), "prisma/migrations"), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
