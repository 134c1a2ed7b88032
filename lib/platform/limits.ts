import "server-only";
import type { Db } from "./db";
import { AppError } from "./errors";

/** A leaky bucket: `burst` at once, and one more every `everySeconds`. */
export type Limit = { name: string; burst: number; everySeconds: number };

/**
 * Take one from the bucket of `subject`, or throw `rate_limited`. Counted in Postgres, so a restart forgets nothing and every
 * process counts together. Needs a system unit of work of its own: a refusal must not be rolled back with what it refuses.
 */
export async function takeFromLimit(db: Db, limit: Limit, subject: string, now = new Date()): Promise<void> {
  const key = `${limit.name}:${subject}`;
  const leak = 1 / limit.everySeconds;
  const rows = await db.$queryRaw<{ used: number }[]>`
    INSERT INTO rate_limit AS kept (key, used, updated_at) VALUES (${key}, 1, ${now})
    ON CONFLICT (key) DO UPDATE SET updated_at = GREATEST(kept.updated_at, excluded.updated_at),
      used = GREATEST(0, kept.used - ${leak} * GREATEST(0, extract(epoch FROM excluded.updated_at - kept.updated_at))) + 1
    WHERE GREATEST(0, kept.used - ${leak} * GREATEST(0, extract(epoch FROM excluded.updated_at - kept.updated_at))) + 1 <= ${limit.burst}::float8
    RETURNING used`;
  if (rows.length === 0)
    throw new AppError("rate_limited", "too_many_tries", "Too many tries. Wait a few minutes and try again.");
}

/** Empty the bucket of `subject`, once it has proved to be in the right. */
export async function emptyLimit(db: Db, limit: Limit, subject: string): Promise<void> {
  await db.rateLimit.deleteMany({ where: { key: `${limit.name}:${subject}` } });
}

/** Forget buckets that have long run dry. */
export async function sweepLimits(db: Db, now = new Date()): Promise<void> {
  await db.rateLimit.deleteMany({ where: { updatedAt: { lt: new Date(now.getTime() - 86_400_000) } } });
}
