import pg from "pg";
import { expect, inject, test } from "vitest";
import { addDomain, findRelay, getDomain, listDomains, relayOf, saveRelay, sendingIdentity } from "@/lib/senders";
import { RelayForm } from "@/lib/senders/schema";
import { listAudit } from "@/lib/audit";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { forgetKeys, newestSeal } from "@/lib/platform/secrets";
import { sealAnew } from "@/lib/senders/seal-anew";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const settings = env();
const CANARY = "canary-5be1d0c2f7";

async function furnish() {
  const account = await makeAccount();
  const form = { kind: "smtp", host: "smtp.example.com", username: "us", secret: CANARY };
  const { id } = await as(account, async (tenant) => {
    await saveRelay(tenant, RelayForm.parse(form));
    return addDomain(tenant, { domain: "kept.example" });
  });
  return { account, id };
}

// Every row of the account in every table, as a dump would have it.
async function dump({ accountId }: TestAccount): Promise<string> {
  const owner = new pg.Client({ connectionString: inject("databaseUrl") });
  await owner.connect();
  try {
    const rows = ["relay", "dkim_key", "sending_domain", "sender", "audit_entry", "outbox_mail"].map(
      (table) => `SELECT row_to_json(r)::text AS row FROM ${table} r WHERE account_id = $1`,
    );
    const { rows: found } = await owner.query<{ row: string }>(rows.join(" UNION ALL "), [accountId]);
    return found.map(({ row }) => row).join("\n");
  } finally {
    await owner.end();
  }
}

test("no secret is in a dump, in what is shown, or in the audit trail", async () => {
  const { account, id } = await furnish();
  const said = [
    await dump(account),
    JSON.stringify(await as(account, findRelay)),
    JSON.stringify(await as(account, (tenant) => getDomain(tenant, id))),
    JSON.stringify(await as(account, listDomains)),
    JSON.stringify(await as(account, listAudit)),
  ];
  expect(said[0]).toContain("s1."); // the dump does hold the rows
  for (const text of said) {
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(Buffer.from(CANARY).toString("base64").slice(0, 20));
    expect(text).not.toContain("PRIVATE KEY");
  }
});

test("after a change of keys everything is sealed anew, and the old key can go", async () => {
  const { account, id } = await furnish();
  const { accountId } = account;
  const [first, second] = [
    "a first key of more than thirty-two letters",
    "a second key of more than thirty-two letters",
  ];
  const withKeys = (keys: string[] | undefined) => {
    settings.SECRETS_KEY = keys;
    forgetKeys();
  };
  const own = new pg.Client({ connectionString: inject("databaseUrl") });
  await own.connect();
  try {
    withKeys([first]);
    // Only this account's: the others' secrets are those of other tests.
    const sealing = () => inAccount(accountId, sealAnew);
    expect(await sealing()).toBe(3);
    expect(await sealing()).toBe(0);
    withKeys([second, first]);
    expect(await sealing()).toBe(3);
    withKeys([second]);
    expect(await as(account, relayOf)).toMatchObject({ password: CANARY });
    const { rows } = await own.query<{ n: string }>(
      "SELECT count(*) AS n FROM dkim_key WHERE account_id = $1 AND domain_id = $2 AND private_key LIKE $3 || '%'",
      [accountId, id, newestSeal()],
    );
    expect(rows[0]!.n).toBe("2");
  } finally {
    withKeys(undefined);
    await own.end();
  }
});

test("the secret is there for those who send", async () => {
  const { account } = await furnish();
  expect(await as(account, relayOf)).toMatchObject({ password: CANARY });
  expect(await as(account, (tenant) => sendingIdentity(tenant, "a@kept.example"))).toMatchObject({ dkim: [] });
});
