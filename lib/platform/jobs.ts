import "server-only";
import type { z } from "zod";
import { inAccount, inSystem, type Db } from "./db";

/** What a job may use. Long jobs open several short units of work and stop early when `signal` fires. */
export type Work = {
  accountId: string | null;
  signal: AbortSignal;
  attempt: number;
  /** One unit of work in the job's account, or across accounts for a job without one. */
  unit: <T>(run: (db: Db) => Promise<T>) => Promise<T>;
};

export type Job<Payload extends z.ZodType = z.ZodType> = {
  name: string;
  payload: Payload;
  maxAttempts: number;
  run: (work: Work, input: z.output<Payload>) => Promise<void>;
};

type Options = {
  /** Not before this time. */
  runAt?: Date;
  /** Jobs of one name and key are one job: adding it again replaces the waiting one. */
  key?: string;
};

/** Define a job. It may run more than once, so it must be safe to run again; `maxAttempts` (25 unless told) bounds retries. */
export function job<Payload extends z.ZodType>(
  name: string,
  payload: Payload,
  run: Job<Payload>["run"],
  { maxAttempts = 25 }: { maxAttempts?: number } = {},
): Job<Payload> {
  return { name, payload, run, maxAttempts };
}

/** Add a job in the transaction of the change that asks for it: it runs if and only if that change commits. */
export async function enqueue<Payload extends z.ZodType>(
  db: Db,
  theJob: Job<Payload>,
  accountId: string | null,
  input: z.input<Payload>,
  { runAt, key }: Options = {},
): Promise<void> {
  const envelope = JSON.stringify({ accountId, input: theJob.payload.parse(input) });
  const jobKey = key === undefined ? null : `${theJob.name}:${accountId ?? "-"}:${key}`;
  await db.$executeRaw`SELECT public.add_job(${theJob.name}, ${envelope}::json, ${runAt ?? null}::timestamptz, ${jobKey}, ${theJob.maxAttempts}::int)`;
}

/** Run a job from what the queue holds. Throws when the payload is not one of this job's, or as the job does. */
export async function runJob(
  theJob: Job,
  envelope: unknown,
  { signal, attempt }: { signal: AbortSignal; attempt: number },
): Promise<void> {
  const { accountId, input } = envelope as { accountId: string | null; input: unknown };
  const unit: Work["unit"] = (run) => (accountId ? inAccount(accountId, run) : inSystem(run));
  await theJob.run({ accountId, signal, attempt, unit }, theJob.payload.parse(input));
}
