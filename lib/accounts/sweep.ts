import { z } from "zod";
import { job } from "@/lib/platform/jobs";
import { sweepLimits } from "@/lib/platform/limits";
import { sessionLimits } from "./sessions";
import { sweepSignUps } from "./sign-up";

const DAY = 86_400_000;

/** Forgets what is over: sessions, mailed links, requests for an account, limits, networks not used for 90 days. For every hour. */
export const sweepAccounts = job("accounts.sweep", z.object({}), async ({ unit }) => {
  const now = Date.now();
  const before = (milliseconds: number) => ({ lt: new Date(now - milliseconds) });
  const { idle, absolute } = sessionLimits.member;
  await unit(async (db) => {
    await db.session.deleteMany({ where: { OR: [{ seenAt: before(idle) }, { createdAt: before(absolute) }] } });
    await db.userLink.deleteMany({ where: { expiresAt: before(DAY) } });
    await db.signInNetwork.deleteMany({ where: { seenAt: before(90 * DAY) } });
    await sweepSignUps(db);
    await sweepLimits(db);
  });
});
