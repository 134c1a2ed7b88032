import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient, type Prisma } from "@/prisma/generated/client";
import { env } from "./env";

/** The client of one unit of work: everything done with it commits together or not at all. */
export type Db = Prisma.TransactionClient;

export type UnitOptions = {
  /** Longest time for one statement, in milliseconds; 5,000 unless told. */
  statementMs?: number;
  /** Longest silence between two statements, in milliseconds; 10,000 unless told. After it the unit is rolled back and what it locked is free. */
  idleMs?: number;
};

type Role = "mailee_app" | "mailee_system";

const WEB_STATEMENT_MS = 5_000;
// A process that is frozen in the middle of its work must not hold its locks for as long as it stays so: the others would wait for it.
const IDLE_MS = 10_000;
let open: { pool: pg.Pool; prisma: PrismaClient } | undefined;
let lane: pg.Pool | undefined;

/** Run `work` in one transaction that sees and writes only this account's rows. Rolls back when `work` throws. */
export function inAccount<T>(accountId: string, work: (db: Db) => Promise<T>, options?: UnitOptions): Promise<T> {
  return unit("mailee_app", accountId, work, options);
}

/** Run `work` in one transaction across accounts: for signing in, staff and the service itself, never for a request of one account. */
export function inSystem<T>(work: (db: Db) => Promise<T>, options?: UnitOptions): Promise<T> {
  return unit("mailee_system", "", work, options);
}

/** `inAccount` on a plain `pg` client, for set-wise SQL and COPY. */
export function bulkInAccount<T>(
  accountId: string,
  work: (client: pg.PoolClient) => Promise<T>,
  options?: UnitOptions,
): Promise<T> {
  return bulk("mailee_app", accountId, work, options);
}

/** `inSystem` on a plain `pg` client. */
export function bulkInSystem<T>(work: (client: pg.PoolClient) => Promise<T>, options?: UnitOptions): Promise<T> {
  return bulk("mailee_system", "", work, options);
}

/**
 * Run statements that need no answer of each other in one transaction across accounts, all sent at once: one round trip, whatever
 * their number. Answers their results in order. Rolls back when any of them fails.
 */
export async function batchInSystem(statements: pg.QueryConfig[], options?: UnitOptions): Promise<pg.QueryResult[]> {
  const client = await pipelines().connect();
  let broken: Error | boolean = true;
  try {
    const answers = await Promise.allSettled([
      client.query("BEGIN"),
      client.query(stepInto("mailee_system", "", options)),
      ...statements.map((statement) => client.query(statement)),
      client.query("COMMIT"),
    ]);
    // Not an error, or one of the statements themselves: then the connection is as good as before.
    broken = answers.some((answer) => answer.status === "rejected" && !(answer.reason instanceof pg.DatabaseError));
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed) throw failed.reason;
    return answers.slice(2, -1).map((answer) => (answer as PromiseFulfilledResult<pg.QueryResult>).value);
  } finally {
    client.release(broken);
  }
}

/** Close every connection of this process. For the end of a process and of a test file. */
export async function closeDatabase(): Promise<void> {
  const was = open;
  open = undefined;
  const wasLane = lane;
  lane = undefined;
  await wasLane?.end();
  await was?.prisma.$disconnect();
  if (was && !was.pool.ended) await was.pool.end();
}

function unit<T>(role: Role, accountId: string, work: (db: Db) => Promise<T>, options?: UnitOptions) {
  const { statementMs, idleMs } = limits(options);
  return connection().prisma.$transaction(
    async (db) => {
      // Local to this transaction: nothing stays on a pooled connection for the next account.
      await db.$queryRaw`SELECT set_config('app.account_id', ${accountId}, true),
        set_config('statement_timeout', ${String(statementMs)}, true),
        set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true), set_config('role', ${role}, true)`;
      return work(db);
    },
    { maxWait: 10_000, timeout: Math.max(15_000, statementMs * 2) },
  );
}

async function bulk<T>(
  role: Role,
  accountId: string,
  work: (client: pg.PoolClient) => Promise<T>,
  options?: UnitOptions,
): Promise<T> {
  const client = await connection().pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query(stepInto(role, accountId, options));
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken); // a connection that could not roll back is thrown away
  }
}

function stepInto(role: Role, accountId: string, options?: UnitOptions): pg.QueryConfig {
  const { statementMs, idleMs } = limits(options);
  return {
    text: `SELECT set_config('app.account_id', $1, true), set_config('statement_timeout', $2, true),
      set_config('idle_in_transaction_session_timeout', $3, true), set_config('role', $4, true)`,
    values: [accountId, String(statementMs), String(idleMs), role],
  };
}

function limits(options?: UnitOptions) {
  return { statementMs: options?.statementMs ?? WEB_STATEMENT_MS, idleMs: options?.idleMs ?? IDLE_MS };
}

function pipelines(): pg.Pool {
  return (lane ??= makePool({ max: 2, pipeline: true }));
}

function makePool(options: pg.PoolConfig & { pipeline?: boolean }): pg.Pool {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    ...options,
  });
  pool.on("error", () => {}); // an idle connection that dies is replaced by the next unit of work
  // One that dies in use fails the statement it was in; without a listener it would end the whole process as well.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

function connection() {
  if (!open) {
    const pool = makePool({ max: env().DATABASE_POOL });
    open = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  }
  return open;
}
