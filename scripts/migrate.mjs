// Brings a database to the newest schema with `pg` alone. `_prisma_migrations` is kept as Prisma keeps it,
// so that `prisma migrate status` and `resolve` go on working on the same database.
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

const LOCK = 72707369; // the advisory lock of Prisma Migrate: two starts at once apply each migration once
const FOLDER = path.join(import.meta.dirname, "../prisma/migrations");
const quiet = new Logger(() => (level, message) => {
  if (level === "error") console.error(message);
});

/** Names of all migrations of this version, oldest first. */
export function migrationNames(folder = FOLDER) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Apply what the database lacks: first the queue's own migrations, then ours. Answers the names that were applied. Stops at the first that fails. */
export async function migrate(url, folder = FOLDER) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await runMigrations({ connectionString: url, logger: quiet });
    return await applyMissing(client, folder);
  } finally {
    await client.end(); // which also gives the lock back
  }
}

async function applyMissing(client, folder) {
  await client.query(`CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)`);
  const { rows } = await client.query(
    "SELECT migration_name AS name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  const broken = rows.filter((row) => !row.finished_at).map((row) => row.name);
  if (broken.length > 0)
    throw new Error(`Migration ${broken.join(", ")} failed before. Mend it, then: npx prisma migrate resolve`);
  const known = new Map(rows.map((row) => [row.name, row.checksum]));

  const applied = [];
  for (const name of migrationNames(folder)) {
    const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
    const checksum = createHash("sha256").update(sql).digest("hex");
    if (!known.has(name)) {
      await applyOne(client, name, sql, checksum);
      applied.push(name);
    } else if (known.get(name) !== checksum)
      throw new Error(`Migration ${name} was changed after it was applied. Add a new one instead.`);
  }
  return applied;
}

async function applyOne(client, name, sql, checksum) {
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql); // one simple query: a transaction of its own unless the file says otherwise
  } catch (error) {
    await client.query("DELETE FROM _prisma_migrations WHERE id = $1", [id]); // it rolled back whole
    throw new Error(`Migration ${name}: ${error.message}`, { cause: error });
  }
  await client.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [id]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const applied = await migrate(process.env.DATABASE_URL);
  console.log(applied.length > 0 ? `Applied ${applied.join(", ")}` : "The database is up to date.");
}
