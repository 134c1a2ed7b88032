import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { inAccount } from "@/lib/platform/db";
import { holdDomain, ofDomains, type HeldDomain, type Registry } from "@/tests/support/domains";

let registry: Registry;
beforeAll(async () => {
  registry = await ofDomains();
});
afterAll(() => registry.close());

const isLater = ({ account }: HeldDomain, minutes: number) =>
  inAccount(account.accountId, (db) =>
    db.sendingDomain.updateMany({
      where: { doubtedAt: { not: null } },
      data: { doubtedAt: new Date(Date.now() - minutes * 60_000) },
    }),
  );

/** When the queue will look at this domain again, in minutes; null when it will not. */
async function nextLook({ account, id }: HeldDomain): Promise<number | null> {
  const owner = new pg.Client({ connectionString: inject("databaseUrl") });
  await owner.connect();
  const { rows } = await owner.query<{ minutes: number }>(
    "SELECT extract(epoch FROM run_at - now())::float8 / 60 AS minutes FROM graphile_worker._private_jobs WHERE key = $1",
    [`senders.check-domain:${account.accountId}:${id}`],
  );
  await owner.end();
  return rows[0]?.minutes ?? null;
}

async function verified(): Promise<HeldDomain> {
  const one = await holdDomain(registry);
  await one.publish();
  expect((await one.check()).state).toBe("verified");
  return one;
}

test("a hiccup of DNS breaks nothing and alarms nobody: what one look missed is looked for again in ten minutes", async () => {
  const one = await verified();
  await one.publish({ without: ["dkim1", "dkim2", "return_path", "link"] });
  const doubted = await one.check();
  expect(doubted).toMatchObject({ state: "verified", returnPathOk: true, linkOk: true, driftedAt: null });
  expect(doubted.doubtedAt).not.toBeNull();
  expect((await one.identity()).dkim).toHaveLength(1);
  const minutes = await nextLook(one);
  expect(minutes).toBeGreaterThan(8);
  expect(minutes).toBeLessThan(11);
  await one.publish();
  await isLater(one, 11);
  expect(await one.check()).toMatchObject({ state: "verified", driftedAt: null, doubtedAt: null });
  expect(await one.mails()).toEqual([]);
});

test("pressing the button again and again is no second look; ten minutes later it is", async () => {
  const one = await verified();
  await one.publish({ without: ["dkim1", "dkim2"] });
  for (let press = 0; press < 3; press++) expect((await one.check()).state).toBe("verified");
  await isLater(one, 9);
  expect((await one.check()).state).toBe("verified");
  expect(await one.mails()).toEqual([]);
  await isLater(one, 10);
  expect((await one.check()).state).toBe("broken");
  expect(await one.mails()).toHaveLength(1);
});

test("a second look without an answer proves nothing either way", async () => {
  const one = await verified();
  await one.publish({ without: ["dkim1", "dkim2"] });
  await one.check();
  await one.silence();
  await isLater(one, 11);
  expect((await one.check()).state).toBe("verified");
  expect(await nextLook(one)).toBeGreaterThan(8);
  await one.publish({ without: ["dkim1", "dkim2"] });
  expect((await one.check()).state).toBe("broken");
});

test("what was never there is wrong at the first look", async () => {
  const one = await holdDomain(registry);
  await one.publish({ without: ["dkim1", "dkim2"] });
  expect((await one.check()).state).toBe("waiting");
  expect(await nextLook(one)).toBeNull();
});
