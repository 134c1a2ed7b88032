import { inSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { expiryOf } from "./sessions";

export type OwnSession = { id: string; kind: string; agent: string; network: string; createdAt: Date; seenAt: Date };

/** A person's own sessions that are not over, last used first. */
export async function listSessions(userId: string, now = new Date()): Promise<OwnSession[]> {
  const rows = await inSystem((db) => db.session.findMany({ where: { userId }, orderBy: { seenAt: "desc" } }));
  return rows
    .filter((row) => expiryOf(row) > now)
    .map(({ id, kind, agent, network, createdAt, seenAt }) => ({ id, kind, agent, network, createdAt, seenAt }));
}

/** End one of a person's own sessions, wherever it is. Throws `not_found` for another person's. */
export async function endOwnSession(userId: string, sessionId: string): Promise<void> {
  const { count } = await inSystem((db) => db.session.deleteMany({ where: { userId, id: sessionId } }));
  if (count === 0) throw new AppError("not_found", "session_not_found", "This session is over already.");
}

/** End all of a person's sessions but one. Answers how many ended. */
export async function endOtherSessions(userId: string, keepSessionId: string): Promise<number> {
  const { count } = await inSystem((db) => db.session.deleteMany({ where: { userId, id: { not: keepSessionId } } }));
  return count;
}
