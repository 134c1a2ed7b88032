import { Temporal } from "temporal-polyfill";
import type { Tenant } from "@/lib/accounts";
import { getParticulars } from "@/lib/accounts";
import { audienceSql } from "@/lib/contacts";
import { AppError } from "@/lib/platform/errors";
import type { Wave } from "./schema";

/** A sending by the clock of each reader: which field holds their zone, and the time on that clock ("2026-03-01T09:00"). */
export type ReaderClock = { zoneField: string; wallTime: string };

const known = new Map<string, string | null>();
const MOST_KNOWN = 5_000;

/** The zone that somebody wrote ("America/Sao_Paulo", also with a blank), as its own name; null for what is none. */
export function resolveZone(written: string): string | null {
  const key = written.trim().replaceAll(" ", "_");
  let zone = known.get(key);
  if (zone === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, (zone = nameOf(key)));
  }
  return zone;
}

/** The moment at which a clock in that zone shows the time. In the hour that a clock change leaves out, the later one. Throws `invalid`. */
export function momentOf(wallTime: string, zone: string): Date {
  try {
    const local = Temporal.PlainDateTime.from(wallTime);
    return new Date(local.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds);
  } catch {
    throw new AppError("invalid", "send_at_unreadable", "Choose a date and a time.", "sendAt");
  }
}

/**
 * When a sending to this list would reach whom, first to last: each zone of its readers with how many they are. Who has no zone, or one that
 * nobody knows, is in the account's. One pass over the audience.
 */
export async function readWaves(tenant: Tenant, listId: string, clock: ReaderClock): Promise<Wave[]> {
  const { timeZone } = await getParticulars(tenant);
  const rows = await tenant.db.$queryRaw<{ written: string | null; n: number }[]>`
    SELECT fields ->> ${clock.zoneField} AS written, count(*)::int AS n
    FROM (${audienceSql(tenant.accountId, listId)}) AS everyone GROUP BY 1`;
  const waves = new Map<string, Wave>();
  for (const { written, n } of rows) {
    const zone = (written && resolveZone(written)) || timeZone;
    const wave = waves.get(zone) ?? { zone, at: momentOf(clock.wallTime, zone), n: 0 };
    waves.set(zone, { ...wave, n: wave.n + n });
  }
  return [...waves.values()].sort(
    (one, other) => one.at.getTime() - other.at.getTime() || (one.zone < other.zone ? -1 : 1),
  );
}

/** So long before the first of them begins a sending is begun, in milliseconds: its audience is written down meanwhile. */
const AHEAD_MS = 10 * 60_000;

/** When a sending by the clock of each reader is begun: before its first wave, and not before `earliest`. Throws `invalid` when its time has passed everywhere. */
export function startOf(waves: Wave[], earliest: Date): Date {
  const [first] = waves;
  if (waves.length > 0 && waves.every(({ at }) => at <= earliest))
    throw new AppError("invalid", "wall_time_passed", "That time has passed wherever your readers are.", "sendAt");
  return new Date(Math.max(earliest.getTime(), (first?.at.getTime() ?? 0) - AHEAD_MS));
}

/** The end of the lifetime of a sending by the clock of each reader is counted from its last zone, 12 hours behind Greenwich. */
export function lastMomentOf(wallTime: string): Date {
  return momentOf(wallTime, "Etc/GMT+12");
}

/** A time on a wall as it is kept: a column without a zone. */
export function keptWallTime(wallTime: string): Date {
  return momentOf(wallTime, "UTC");
}

function nameOf(key: string): string | null {
  // An offset is no zone: nobody's clock stays at one all the year.
  if (!/^[A-Za-z]/.test(key)) return null;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: key }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
