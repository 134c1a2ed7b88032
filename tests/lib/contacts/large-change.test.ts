import { expect, test } from "vitest";
import { audienceOf } from "@/lib/contacts";
import { bulkInAccount } from "@/lib/platform/db";
import { as, makeAccount } from "@/tests/support/accounts";
import { makeReaders } from "@/tests/support/campaigns";

test("a change of thirty thousand contacts at once takes seconds, also after changes of one each, and is counted", async () => {
  const account = await makeAccount();
  const { listId, contactIds } = await makeReaders(account, 30_000);
  await bulkInAccount(
    account.accountId,
    async (client) => {
      // A plan for one row is kept on this connection; what comes then is not one row.
      for (const id of contactIds.slice(0, 8))
        await client.query("UPDATE contact SET status = 'valid' WHERE account_id = $1 AND id = $2", [
          account.accountId,
          id,
        ]);
      await client.query("UPDATE contact SET last_engaged_at = now() WHERE account_id = $1", [account.accountId]);
      await client.query("UPDATE contact SET status = 'invalid' WHERE account_id = $1 AND id <> ALL($2::uuid[])", [
        account.accountId,
        contactIds.slice(0, 8),
      ]);
    },
    { statementMs: 30_000 },
  );
  const { receives, total, excluded } = await as(account, (tenant) => audienceOf(tenant, listId));
  expect({ receives, total, invalid: excluded.invalid }).toEqual({ receives: 8, total: 30_000, invalid: 29_992 });
}, 180_000);
