import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { removePostgres, startPostgres } from "../../scripts/embedded-postgres.mjs";
import { migrate } from "../../scripts/migrate.mjs";

const root = path.resolve(".mailee/test");

/** One real PostgreSQL for the whole run, which every test shares, each in an account of its own. */
export default async function setup(project: TestProject) {
  mkdirSync(root, { recursive: true });
  await endWhatWasLeft();
  const dir = path.join(root, `postgres-${process.pid}`);
  mkdirSync(dir, { mode: 0o755 });
  const server = await startPostgres({
    dir,
    database: "tests",
    // Tests may lose their data with the machine, so they need not wait for its disk.
    settings: { fsync: "off", max_connections: 200 },
  });
  await migrate(server.url);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    await removePostgres(dir);
  };
}

// A run that was killed could not end its server.
async function endWhatWasLeft() {
  for (const name of readdirSync(root)) {
    const pid = Number(/^postgres-(\d+)$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) await removePostgres(path.join(root, name));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}
