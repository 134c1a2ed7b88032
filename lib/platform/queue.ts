import "server-only";
import { EventEmitter } from "node:events";
import { Logger, makeWorkerUtils, parseCronItems, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { inSystem } from "./db";
import { SILENT_MS } from "./heartbeat";
import { runJob, type Job } from "./jobs";
import { log } from "./log";

/** A job without an account, and when it runs: minute, hour, day, month, weekday, in UTC. */
export type Scheduled = { job: Job; at: string };
type QueueOptions = {
  url: string;
  jobs: readonly Job[];
  schedule?: readonly Scheduled[];
  signal: AbortSignal;
  concurrency?: number;
};

const EVERY_MS = 5_000;

const quiet = new Logger(() => (level, message, meta) => {
  if (level === "error") log.error({ err: meta?.error }, message);
});

/** Run jobs until `stop`, which finishes those in hand. Frees the jobs of workers that died without a word. */
export async function startQueue({ url, jobs, schedule = [], signal, concurrency = 4 }: QueueOptions) {
  const utils = await makeWorkerUtils({ connectionString: url, logger: quiet });
  // The queue's tables are closed to both roles of the application, so its locks are read as their owner.
  const owner = new pg.Pool({ connectionString: url, max: 1, allowExitOnIdle: true });
  owner.on("error", () => {}); // an idle connection that dies is replaced

  const lanes = new Set<string>();
  const events: WorkerEvents = new EventEmitter();
  events.on("worker:create", ({ worker }) => lanes.add(worker.workerId));
  const runner = await run({
    connectionString: url,
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
    logger: quiet,
    events,
    // However many workers there are, the queue runs each of these once at its time.
    parsedCronItems: parseCronItems(
      schedule.map(({ job, at }) => ({ task: job.name, match: at, payload: { accountId: null, input: {} } })),
    ),
    taskList: Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, signal)])),
  });

  const keep = async () => {
    await beatLanes([...lanes]);
    const dead = await silentLocks(owner);
    if (dead.length > 0) await utils.forceUnlockWorkers(dead);
  };
  await keep();
  const timer = setInterval(() => {
    keep().catch((error: unknown) => log.warn({ err: error }, "locks of dead workers could not be freed"));
  }, EVERY_MS);

  return {
    stop: async () => {
      clearInterval(timer);
      await runner.stop();
      await inSystem((db) => db.heartbeat.deleteMany({ where: { id: { in: [...lanes] } } })).catch(() => {});
      await utils.release();
      await owner.end();
    },
  };
}

function taskOf(job: Job, signal: AbortSignal) {
  return (payload: unknown, { job: { attempts } }: { job: { attempts: number } }) =>
    runJob(job, payload, { signal, attempt: attempts });
}

// Locks carry the name of a lane of some process; a lane without a fresh line has died with its process.
async function beatLanes(ids: string[]) {
  await inSystem(
    (db) => db.$executeRaw`INSERT INTO heartbeat (id, kind) SELECT id, 'queue' FROM unnest(${ids}::text[]) AS id
      ON CONFLICT (id) DO UPDATE SET seen_at = now()`,
  );
}

async function silentLocks(owner: pg.Pool): Promise<string[]> {
  const { rows } = await owner.query<{ locked_by: string }>(
    `SELECT DISTINCT locked_by FROM graphile_worker._private_jobs j WHERE locked_by IS NOT NULL
       AND locked_at < now() - $1 * interval '1 millisecond'
       AND NOT EXISTS (SELECT 1 FROM heartbeat h WHERE h.id = j.locked_by AND h.seen_at > now() - $1 * interval '1 millisecond')`,
    [SILENT_MS],
  );
  return rows.map((row) => row.locked_by);
}
