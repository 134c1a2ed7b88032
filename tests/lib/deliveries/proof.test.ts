import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProof, verifyProof } from "@/lib/deliveries";
import { ledgerKey } from "@/lib/deliveries/proof/ledger-key";
import { ProofFile } from "@/lib/deliveries/schema";
import { bulkInAccount } from "@/lib/platform/db";
import { recordHits } from "@/lib/tracking";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import {
  launchAtOnce,
  launchTo,
  makeCampaign,
  makeReaders,
  proofOf,
  runEngine,
  statusOf,
  until,
} from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";
import { unsubscribeContact } from "@/lib/contacts";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay({
    behave: (address) =>
      address.startsWith("gone") ? { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" } : { do: "accept" },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const enterAs =
  (account: TestAccount): Parameters<typeof makeProof>[0] =>
  (work) =>
    as(account, work);
const proveTo = (account: TestAccount, campaignId: string) => makeProof(enterAs(account), campaignId);
const change = (account: TestAccount, campaignId: string, sql: string) =>
  bulkInAccount(account.accountId, (client) => client.query(sql, [account.accountId, campaignId]));

test("the proof of a sending says what the relay and the ledger say, and can be read again from its file", async () => {
  const account = await engine.makeAccount();
  const { listId, contactIds, emails } = await makeReaders(account, 60, (at) => (at < 4 ? `gone-${at}` : `here-${at}`));
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: contactIds[10]! }));
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await until(async () => (await statusOf(account, campaignId)) === "sent");

  const proof = ProofFile.parse(JSON.parse(JSON.stringify(await proveTo(account, campaignId))));
  const { counts } = await proofOf(account, campaignId);
  expect(proof).toMatchObject({
    final: true,
    audience: { frozen: 59, excluded: { unsubscribed: 1 } },
    states: counts,
    tries: { all: 59, unanswered: 0, doublesPossible: 0, takenOver: 0 },
    ledger: { rows: 59, ranges: [{ from: 1, to: 59, rows: 59, sha256: proof.ledger.sha256 }] },
  });
  expect(proof.states.accepted).toBe(emails.filter((email) => relay.accepted.has(email)).length);
  expect(Object.values(proof.states).reduce((sum, n) => sum + n, 0)).toBe(proof.audience.frozen);
  expect(Date.parse(proof.accepted.last!)).toBeGreaterThanOrEqual(Date.parse(proof.accepted.first!));
  expect(await verifyProof(enterAs(account), proof)).toEqual({ matches: true, differs: [], ranges: [] });
});

test("the hash is that of the lines which docs/proof.md describes", async () => {
  const account = await engine.makeAccount();
  const { campaignId } = await launchTo(account, 3);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const rows = await as(account, ({ db }) => db.delivery.findMany({ where: { campaignId }, orderBy: { seq: "asc" } }));
  const lines = rows.map((row) => {
    const { seq, contactId, email, state, attempts, replyCode, replyEnhanced, replyText, settledAt } = row;
    // As the operator of the installation can make it, who has its secret.
    const address = createHash("sha256").update(ledgerKey(account.accountId)).update(email).digest("hex");
    const line = [
      seq,
      contactId,
      address,
      state,
      attempts,
      replyCode,
      replyEnhanced,
      replyText!.toLowerCase().replaceAll(email.toLowerCase(), "@"),
      settledAt!.getTime(),
      false,
    ];
    return `[${line.map((value) => JSON.stringify(value)).join(", ")}]\n`;
  });
  const { ledger } = await proveTo(account, campaignId);
  expect(ledger.sha256).toBe(createHash("sha256").update(lines.join("")).digest("hex"));
});

test.each([
  [
    "a state",
    "UPDATE delivery SET state = 'failed' WHERE account_id = $1 AND campaign_id = $2 AND seq = 2",
    ["ledger", "states"],
  ],
  [
    "an address",
    "UPDATE delivery SET email = 'x' || email WHERE account_id = $1 AND campaign_id = $2 AND seq = 2",
    ["ledger"],
  ],
  [
    "an answer",
    "UPDATE delivery SET reply_text = 'other' WHERE account_id = $1 AND campaign_id = $2 AND seq = 2",
    ["ledger"],
  ],
  [
    "a time",
    "UPDATE delivery SET settled_at = settled_at + interval '1 second' WHERE account_id = $1 AND campaign_id = $2 AND seq = 2",
    ["ledger"],
  ],
  [
    "the content",
    `UPDATE campaign SET frozen = jsonb_set(frozen, '{from,name}', '"Other"') WHERE account_id = $1 AND id = $2`,
    ["content"],
  ],
])("%s that is changed afterwards no longer matches, and it says where", async (_, sql, differing) => {
  const account = await engine.makeAccount();
  const { campaignId } = await launchTo(account, 5);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const proof = await proveTo(account, campaignId);
  await change(account, campaignId, sql);
  const verdict = await verifyProof(enterAs(account), proof);
  expect(verdict.differs.map(({ what }) => what)).toEqual(differing);
  expect(verdict.ranges).toEqual(differing.includes("ledger") ? [{ from: 1, to: 5 }] : []);
});

test("what people do with the mail later, and a trail that has grown, change no proof", async () => {
  const account = await engine.makeAccount();
  const { campaignId } = await launchTo(account, 3);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  const proof = await proveTo(account, campaignId);
  const { accountId } = account;
  const agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0";
  await recordHits([
    { accountId, campaignId, seq: 1, kind: "open", link: null, at: new Date(), agent, method: "GET", burst: 1 },
  ]);
  await launchTo(account, 2);
  expect(await verifyProof(enterAs(account), proof)).toMatchObject({ matches: true });

  const forged = { ...proof, audit: { line: proof.audit!.line, sha256: "0".repeat(64) } };
  expect((await verifyProof(enterAs(account), forged)).differs.map(({ what }) => what)).toEqual(["audit"]);
});

test("a proof made while it is not over says so", async () => {
  const account = await makeAccount(); // nobody sends for it
  const { campaignId } = await launchTo(account, 2);
  expect(await proveTo(account, campaignId)).toMatchObject({ final: false, ledger: { rows: 0, ranges: [] } });
});

test("a stranger has no proof", async () => {
  const [ours, theirs] = [await engine.makeAccount(), await engine.makeAccount()];
  const { campaignId } = await launchTo(theirs, 2);
  await expect(proveTo(ours, campaignId)).rejects.toMatchObject({ code: "not_found" });
});

test("a hundred and twenty thousand rows are proved range by range, and one changed row is found in its range", async () => {
  const account = await makeAccount();
  const { listId } = await makeReaders(account, 1);
  const campaignId = await makeCampaign(account, listId);
  await launchAtOnce(account, campaignId);
  await bulkInAccount(
    account.accountId,
    async (client) => {
      await client.query(
        `INSERT INTO delivery (account_id, campaign_id, seq, contact_id, email, state, attempts, reply_code, settled_at)
         SELECT $1, $2, n, gen_random_uuid(), 'reader-' || n || '@example.com', 'accepted', 1, 250, now() FROM generate_series(1, 120000) n`,
        [account.accountId, campaignId],
      );
    },
    { statementMs: 60_000 },
  );
  const proof = await proveTo(account, campaignId);
  expect(proof.ledger.rows).toBe(120_000);
  expect(proof.ledger.ranges).toHaveLength(12);
  await change(
    account,
    campaignId,
    "UPDATE delivery SET email = 'x' WHERE account_id = $1 AND campaign_id = $2 AND seq = 54321",
  );
  expect((await verifyProof(enterAs(account), proof)).ranges).toEqual([{ from: 50_001, to: 60_000 }]);
}, 60_000);
