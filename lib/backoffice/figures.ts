import type { Db } from "@/lib/platform/db";
import type { SendingFigures } from "./schema";

export const noFigures: SendingFigures = { sent: 0, bounced: 0, complaints: 0, unsubscribes: 0 };

/** What each of these accounts sent in the last 30 days and what came back. Accounts that sent nothing are left out. */
export async function figuresOf(
  _db: Db,
  _accountIds: readonly string[],
  _now: Date,
): Promise<Map<string, SendingFigures>> {
  return new Map();
}
