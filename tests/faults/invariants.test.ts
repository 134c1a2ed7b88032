import { createTransport } from "nodemailer";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/platform/ids";
import { launchCounted, openFloor, untilSent, type Launched } from "@/tests/support/faults";
import { expectKept, tallyOf } from "@/tests/support/invariants";

// The checks themselves: each has to notice the one thing it is there for, done to a sending that was all right.
let floor: Awaited<ReturnType<typeof openFloor>>;
let sending: Launched;
beforeAll(async () => {
  floor = await openFloor();
  sending = await launchCounted(30);
  const worker = await floor.hire([sending]);
  await untilSent(sending);
  await worker.kill("SIGTERM");
});
afterAll(() => floor.close());

test("a sending that went well breaks nothing", async () => {
  expect(await expectKept(sending, floor.sink)).toMatchObject({ mails: 30, states: { accepted: 30 }, duplicates: 0 });
});

const DELIVERY = "UPDATE delivery SET";
const OF_THIRD = "WHERE account_id = $1 AND campaign_id = $2 AND seq = 3";
const spoiled: [what: string, sql: string, broken: string[]][] = [
  ["a row that is gone", `DELETE FROM delivery ${OF_THIRD}`, ["audience", "counts", "credits", "stranger"]],
  [
    "a row that is open after the end",
    `${DELIVERY} state = 'deferred' ${OF_THIRD}`,
    ["status", "credits", "attempts", "unrecorded"],
  ],
  ["an accepted row without a reply", `${DELIVERY} reply_code = NULL ${OF_THIRD}`, ["reply"]],
  ["an accepted row with a refusal", `${DELIVERY} reply_code = 550 ${OF_THIRD}`, ["reply"]],
  ["a row that was never settled", `${DELIVERY} settled_at = NULL ${OF_THIRD}`, ["reply"]],
  ["a try that is missing", `${DELIVERY} attempts = 2 ${OF_THIRD}`, ["attempts"]],
  [
    "a count that is off by one",
    "UPDATE delivery_count SET n = n + 1 WHERE account_id = $1 AND campaign_id = $2",
    ["counts"],
  ],
  [
    "credits spent twice",
    "UPDATE account SET credits = credits - 1 WHERE id = $1 AND $2::uuid IS NOT NULL",
    ["credits"],
  ],
  [
    "an audience of another size",
    "UPDATE delivery_run SET made_to = made_to + 1 WHERE account_id = $1 AND campaign_id = $2",
    ["audience"],
  ],
  [
    "a campaign that is not called sent",
    "UPDATE campaign SET status = 'sending' WHERE account_id = $1 AND id = $2",
    ["status"],
  ],
  [
    "a refusal of someone who got it",
    `${DELIVERY} state = 'failed', reply_code = 550 ${OF_THIRD}`,
    ["credits", "attempts", "unrecorded"],
  ],
];

test.each(spoiled)("%s is noticed", async (_what, sql, broken) => {
  const undo = await spoil(sql);
  const tally = await tallyOf(sending, floor.sink).finally(undo);
  expect(tally.broken.sort()).toEqual(broken.sort());
  expect((await tallyOf(sending, floor.sink)).broken).toEqual([]);
});

test("a lease that was left behind is noticed", async () => {
  const undo = await spoil(
    `INSERT INTO delivery_lease (account_id, token, campaign_id, owner, from_seq, to_seq, until)
     VALUES ($1, '${newId()}', $2, 'nobody', 1, 1, now())`,
  );
  expect((await tallyOf(sending, floor.sink).finally(undo)).broken).toEqual(["lease"]);
});

test("mail that never arrived, arrived twice, or that nobody wrote down is noticed", async () => {
  const [first] = sending.emails as [string];
  const times = floor.sink.kept.get(first)!;
  floor.sink.kept.delete(first);
  expect(await tallyOf(sending, floor.sink)).toMatchObject({ lost: 1, phantom: 1, broken: ["lost", "phantom"] });
  floor.sink.kept.set(first, [...times, Date.now()]);
  expect(await tallyOf(sending, floor.sink)).toMatchObject({ duplicates: 1, broken: ["duplicates"] });
  expect((await tallyOf(sending, floor.sink, { duplicates: 1 })).broken).toEqual([]);
  floor.sink.kept.set(first, times);

  const post = createTransport(floor.sink.url);
  await post.sendMail({ from: "a@example.com", to: "stranger@example.com", text: "Hello" });
  await post.sendMail({ from: "a@example.com", to: first, text: "Hello again", messageId: "<another@example.com>" });
  post.close();
  const { broken, strangers } = await tallyOf(sending, floor.sink, { duplicates: 1 });
  expect({ broken, strangers }).toEqual({ broken: ["message-id", "stranger"], strangers: 1 });
});

/** Do harm past all code of the product, and answer how to undo it. What is undone is put back as it was, with triggers off. */
async function spoil(sql: string): Promise<() => Promise<void>> {
  const values = [sending.accountId, sending.campaignId];
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const tables = ["delivery", "delivery_count", "delivery_run", "delivery_lease"];
  const kept: unknown[][] = [];
  for (const table of tables) {
    const found = await client.query(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE account_id = $1`, [values[0]]);
    kept.push(found.rows.map(({ row }) => row));
  }
  const { rows } = await client.query(
    "SELECT a.credits, c.status FROM account a, campaign c WHERE a.id = $1 AND c.id = $2",
    values,
  );
  await client.query(sql, values);
  return async () => {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = 'replica'");
    for (const [at, table] of tables.entries()) {
      await client.query(`DELETE FROM ${table} WHERE account_id = $1`, [values[0]]);
      await client.query(
        `INSERT INTO ${table} SELECT r.* FROM jsonb_array_elements($1::jsonb) AS e(row), jsonb_populate_record(NULL::${table}, e.row) AS r`,
        [JSON.stringify(kept[at])],
      );
    }
    await client.query("UPDATE account SET credits = $2 WHERE id = $1", [values[0], rows[0].credits]);
    await client.query("UPDATE campaign SET status = $2 WHERE id = $1", [values[1], rows[0].status]);
    await client.query("COMMIT");
    await client.end();
  };
}
