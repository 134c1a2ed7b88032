import type { Db } from "./db";

/** The database's time at this moment. Whatever decides something goes by it: the clocks of web and workers may be wrong, or jump. */
export async function readClock(db: Db): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  return row!.now;
}
