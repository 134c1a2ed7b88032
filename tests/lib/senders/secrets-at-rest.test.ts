import pg from "pg";
import { expect, inject, test } from "vitest";
import { addDomain, findRelay, getDomain, listDomains, relayOf, saveRelay, sendingIdentity } from "@/lib/senders";
import { RelayForm } from "@/lib/senders/schema";
import { listAudit } from "@/lib/audit";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

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

test("the secret is there for those who send", async () => {
  const { account } = await furnish();
  expect(await as(account, relayOf)).toMatchObject({ password: CANARY });
  expect(await as(account, (tenant) => sendingIdentity(tenant, "a@kept.example"))).toMatchObject({ dkim: [] });
});
