import { createHash } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { startPostgres } from "../../scripts/embedded-postgres.mjs";
import { migrate } from "../../scripts/migrate.mjs";

/** One real PostgreSQL for the whole run, with a database of its own that every test shares, each in an account of its own. */
export default async function setup(project: TestProject) {
  const root = path.resolve(".mailee/test");
  mkdirSync(root, { recursive: true });
  const server = await startPostgres({
    dir: path.join(root, "postgres"),
    database: `run_${createHash("sha256").update(`${process.pid}:${Date.now()}`).digest("hex").slice(0, 12)}`,
    // Tests may lose their data with the machine, so they need not wait for its disk.
    settings: { fsync: "off", max_connections: 200 },
  });
  await migrate(server.url);
  project.provide("databaseUrl", server.url);
  return async () => {
    await server.stop();
    rmSync(server.home, { recursive: true, force: true });
  };
}

declare module "vitest" {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}
