import "server-only";
import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { inSystem } from "./db";
import { log } from "./log";

const EVERY_MS = 5_000;
/** A process that has said nothing for this long is taken for dead, in milliseconds. */
export const SILENT_MS = 30_000;

export type Heartbeat = { id: string; stop: () => Promise<void> };

/** Say every five seconds that this process is alive, on the database's clock. `stop` takes the line away. */
export async function beginHeartbeat(kind: string): Promise<Heartbeat> {
  const id = `${kind}-${hostname().slice(0, 40)}-${process.pid}-${randomBytes(4).toString("hex")}`;
  const beat = () =>
    inSystem(
      (db) =>
        db.$executeRaw`INSERT INTO heartbeat (id, kind) VALUES (${id}, ${kind}) ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
    );
  await beat();
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ err: error }, "a heartbeat was missed"));
  }, EVERY_MS);
  return {
    id,
    stop: async () => {
      clearInterval(timer);
      await inSystem((db) => db.heartbeat.deleteMany({ where: { id } })).catch(() => {});
    },
  };
}

/** Seconds since a process of this kind was last heard of, or null when there is none. */
export async function heartbeatAge(kind: string): Promise<number | null> {
  const rows = await inSystem(
    (db) =>
      db.$queryRaw<
        { age: number | null }[]
      >`SELECT extract(epoch FROM now() - max(seen_at))::float8 AS age FROM heartbeat WHERE kind = ${kind}`,
  );
  return rows[0]?.age ?? null;
}

/** How many processes of this kind are alive. */
export async function countAlive(kind: string): Promise<number> {
  const rows = await inSystem(
    (db) =>
      db.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM heartbeat
        WHERE kind = ${kind} AND seen_at > now() - make_interval(secs => ${SILENT_MS / 1000})`,
  );
  return rows[0]?.n ?? 0;
}
