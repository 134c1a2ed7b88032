import { z } from "zod";
import { inAccount } from "@/lib/platform/db";
import { job } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import { WHOLE_ACCOUNT } from "./counts";

/** Folds the rows of each counter into one. Sums stay as they are, whatever is added meanwhile. For every minute. */
export const foldCounts = job("contacts.fold-counts", z.object({}), async ({ unit }) => {
  await unit(
    (db) => db.$executeRaw`
      WITH many AS (SELECT account_id, list_id, standing FROM contact_count
          GROUP BY account_id, list_id, standing HAVING count(*) > 8),
        gone AS (DELETE FROM contact_count c USING many m
          WHERE c.account_id = m.account_id AND c.list_id = m.list_id AND c.standing = m.standing
          RETURNING c.account_id, c.list_id, c.standing, c.n)
      INSERT INTO contact_count (account_id, list_id, standing, id, n)
      SELECT account_id, list_id, standing, gen_random_uuid(), sum(n) FROM gone
      GROUP BY account_id, list_id, standing HAVING sum(n) <> 0`,
  );
});

/** Counts everything afresh, account by account, and mends counters that drifted, which is an alarm. For every night. */
export const reconcileCounts = job("contacts.reconcile-counts", z.object({}), async ({ signal, unit }) => {
  const accounts = await unit(
    (db) => db.$queryRaw<{ id: string }[]>`SELECT DISTINCT account_id AS id FROM contact_count`,
  );
  for (const { id } of accounts) {
    if (signal.aborted) return;
    // One statement sees one moment, so rows and counters that are being written now are both in it or both not.
    const drifted = await inAccount(
      id,
      (db) => db.$executeRaw`
      WITH truth AS (
          SELECT ${WHOLE_ACCOUNT}::uuid AS list_id, status AS standing, count(*) AS n
            FROM contact WHERE account_id = ${id}::uuid GROUP BY status
          UNION ALL SELECT list_id, standing, count(*) FROM membership WHERE account_id = ${id}::uuid GROUP BY list_id, standing
          UNION ALL SELECT list_id, standing, -sum(n) FROM contact_count WHERE account_id = ${id}::uuid GROUP BY list_id, standing)
      INSERT INTO contact_count (account_id, list_id, standing, id, n)
      SELECT ${id}::uuid, list_id, standing, gen_random_uuid(), sum(n) FROM truth
      GROUP BY list_id, standing HAVING sum(n) <> 0`,
      { statementMs: NIGHTLY_MS },
    );
    if (drifted > 0) log.error({ account: id, drifted }, "counters of contacts had drifted and were mended");
  }
});

const NIGHTLY_MS = 600_000;
