import "server-only";
import { cookies } from "next/headers";
import { findSessionByToken, touchSession } from "@/lib/accounts";
import { cookieNames } from "./cookies";

/** How long the session of this browser lasts if it is left alone, and whether use would lengthen it. */
export type SessionClock = { secondsLeft: number; canExtend: boolean };

/** Look at the clock of the member's session without winding it: asking for it is not use. */
export async function readSessionClock(now = new Date()): Promise<SessionClock> {
  const token = await ownToken();
  const session = token ? await findSessionByToken(token, "member", now) : null;
  if (!session) return { secondsLeft: 0, canExtend: false };
  const secondsLeft = Math.floor((session.expires.getTime() - now.getTime()) / 1000);
  return { secondsLeft, canExtend: session.latest > session.expires };
}

/** Wind the clock of the member's session, as any use does, and look at it. A session that is over stays over. */
export async function windSessionClock(now = new Date()): Promise<SessionClock> {
  const clock = await readSessionClock(now);
  if (clock.secondsLeft <= 0) return clock;
  await touchSession((await ownToken()) ?? "", now);
  return readSessionClock(now);
}

async function ownToken(): Promise<string | undefined> {
  return (await cookies()).get(cookieNames().session)?.value;
}
