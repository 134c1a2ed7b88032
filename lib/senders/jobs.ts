import { z } from "zod";
import { systemTenant } from "@/lib/accounts";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { enqueue, job, type Job } from "@/lib/platform/jobs";
import { makeAsk } from "./dns/ask";
import { checkDns } from "./dns/check";
import { expectedOf } from "./expected";
import { getDomainRow } from "./get-domain";
import { relayOf } from "./get-relay";
import { talkToRelay } from "./relay-test";
import { sealAnew } from "./seal-anew";
import { storeCheck } from "./store-check";

const HOUR = 3_600_000;
const OneCheck = z.object({ domainId: z.uuid() });

/** Asks DNS about one domain and keeps what it said; where something is missing that was there, it asks again in ten minutes. Safe to run again: it looks at what is. */
export const checkDomain: Job<typeof OneCheck> = job(
  "senders.check-domain",
  OneCheck,
  async ({ accountId, unit }, { domainId }) => {
    const expected = await unit((db) => getDomainRow(systemTenant(accountId!, db, "domains"), domainId)).then(
      expectedOf,
      unlessGone,
    );
    if (!expected) return;
    const report = await checkDns(makeAsk(env().DNS_SERVERS), expected);
    const selectors = expected.keys.map(({ selector }) => selector);
    await unit(async (db) => {
      const again = await storeCheck(systemTenant(accountId!, db, "domains"), domainId, { report, selectors });
      if (again) await enqueue(db, checkDomain, accountId, { domainId }, { runAt: again, key: domainId });
    });
  },
  { maxAttempts: 5 },
);

/** Has every domain checked that was not in the last 22 hours. For every hour, so that one day holds them all. */
export const checkDomains = job("senders.check-domains", z.object({}), async ({ unit }) => {
  const due = new Date(Date.now() - 22 * HOUR);
  await unit(async (db) => {
    const domains = await db.sendingDomain.findMany({
      where: { OR: [{ checkedAt: null }, { checkedAt: { lt: due } }] },
      select: { accountId: true, id: true },
      orderBy: { checkedAt: { sort: "asc", nulls: "first" } },
      take: 5_000,
    });
    for (const { accountId, id } of domains) await enqueue(db, checkDomain, accountId, { domainId: id }, { key: id });
  });
});

/** Talks to an account's relay and keeps how it went. One try: whoever asked waits for the answer. */
export const testRelay = job(
  "senders.test-relay",
  z.object({}),
  async ({ accountId, unit }) => {
    const relay = await unit((db) => relayOf(systemTenant(accountId!, db, "relay")));
    if (!relay) return;
    const { reason, says } = await talkToRelay(relay);
    const data = { testedAt: new Date(), testReason: reason, testSays: says };
    await unit((db) => db.relay.updateMany({ where: { accountId: accountId! }, data }));
  },
  { maxAttempts: 1 },
);

/** Seals secrets anew that an older key of SECRETS_KEY sealed, some hundreds at a time. For every day. */
export const renewSeals = job("senders.renew-seals", z.object({}), async ({ unit, signal }) => {
  while (!signal.aborted && (await unit(sealAnew)) > 0);
});

// Removed while its check waited.
function unlessGone(error: unknown): null {
  if (error instanceof AppError && error.code === "not_found") return null;
  throw error;
}
