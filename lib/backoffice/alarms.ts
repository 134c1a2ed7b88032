import { listAlarms, resolveAlarm } from "@/lib/inbound";
import type { SendingAlarm } from "@/lib/inbound/schema";
import type { ReleaseAlarm } from "./schema";
import { staffTenant, type Staff } from "./staff";

/** The open alarms of an account: what was counted, of whom nothing. */
export function readAlarms(staff: Staff, accountId: string): Promise<SendingAlarm[]> {
  return listAlarms(staffTenant(staff, accountId, ""));
}

/** Close an alarm after a look, for a written reason: what it paused may go on. Throws `not_found`, `conflict`. */
export function releaseAlarm(
  staff: Staff,
  { accountId, alarmId, reason }: ReleaseAlarm,
  now = new Date(),
): Promise<void> {
  return resolveAlarm(staffTenant(staff, accountId, reason), alarmId, reason, now);
}
