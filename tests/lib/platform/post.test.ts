import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkInSystem, inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { runJob } from "@/lib/platform/jobs";
import { postMail, sendPostedMail } from "@/lib/platform/post";
import { makeAccount } from "@/tests/support/accounts";
import { startSink, type Sink } from "@/tests/support/smtp-sink";

let sink: Sink;

beforeAll(async () => {
  sink = await startSink({
    refuse: (address) => (address.startsWith("gone") ? 550 : address.startsWith("busy") ? 451 : undefined),
  });
  process.env.SMTP_URL = sink.url; // before the first mail of this file reads the settings
});
afterAll(() => sink.close());

const letterTo = (address: string, key = newId()) => ({
  key,
  to: { address, name: "José" },
  subject: "Olá, confirme",
  html: "<p>Olá</p>",
  text: "Olá",
});
const rowOf = (key: string) => inSystem((db) => db.outboxMail.findUniqueOrThrow({ where: { key } }));
const deliver = (id: string) =>
  runJob(sendPostedMail, { accountId: null, input: { id } }, { signal: new AbortController().signal, attempt: 1 });
const jobsFor = async (id: string) => {
  // The queue is closed to both roles, so this looks in as its owner.
  const pg = await import("pg");
  const client = new pg.default.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query("select 1 from graphile_worker._private_jobs where payload::text like $1", [
    `%${id}%`,
  ]);
  await client.end();
  return rows.length;
};

test("an occasion is mailed once, however often it is asked for and run", async () => {
  const { accountId } = await makeAccount();
  const letter = { ...letterTo(`ana-${newId()}@example.com`), accountId };
  expect(await inAccount(accountId, (db) => postMail(db, letter))).toBe(true);
  expect(await inAccount(accountId, (db) => postMail(db, letter))).toBe(false);

  const { id } = await rowOf(letter.key);
  expect(await jobsFor(id)).toBe(1);
  await deliver(id);
  await deliver(id);

  const arrived = sink.mails.filter(({ to }) => to[0] === letter.to.address);
  expect(arrived).toHaveLength(1);
  expect(arrived[0]!.raw).toMatch(new RegExp(`^Message-ID: <${id}@`, "m"));
  expect(await rowOf(letter.key)).toMatchObject({ sentAt: expect.any(Date), failedAt: null });
});

test("what somebody else wrote is passed on and not kept", async () => {
  const letter = {
    ...letterTo(`ana-${newId()}@example.com`),
    replyTo: "ben@client.example",
    text: "ben@client.example wrote",
  };
  await inSystem((db) => postMail(db, letter));
  const { id } = await rowOf(letter.key);
  await deliver(id);
  const [arrived] = sink.mails.filter(({ to }) => to[0] === letter.to.address);
  expect(arrived!.raw).toMatch(/^Reply-To: ben@client\.example$/m);
  expect(await rowOf(letter.key)).toMatchObject({
    sentAt: expect.any(Date),
    text: "",
    html: "",
    subject: "",
    replyTo: "",
  });
});

test("a change that rolls back mails nobody", async () => {
  const letter = letterTo("never@example.com");
  const change = inSystem(async (db) => {
    await postMail(db, letter);
    throw new Error("the change fails");
  });
  await expect(change).rejects.toThrow("the change fails");
  expect(await inSystem((db) => db.outboxMail.count({ where: { key: letter.key } }))).toBe(0);
});

test("a lasting refusal is kept with its words, a passing one is tried again", async () => {
  const gone = letterTo(`gone-${newId()}@example.com`);
  const busy = letterTo(`busy-${newId()}@example.com`);
  await inSystem(async (db) => [await postMail(db, gone), await postMail(db, busy)]);

  await deliver((await rowOf(gone.key)).id);
  await expect(deliver((await rowOf(busy.key)).id)).rejects.toThrow(/451/);

  expect(await rowOf(gone.key)).toMatchObject({ failedAt: expect.any(Date), reply: expect.stringContaining("550") });
  expect(await rowOf(busy.key)).toMatchObject({ failedAt: null, sentAt: null, attempts: 1 });
});

test("an account can neither read the outbox nor write mail in another's name", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  const read = inAccount(ours.accountId, (db) => db.outboxMail.findMany());
  await expect(read).rejects.toThrow(/permission denied/);
  const forged = { ...letterTo("someone@example.com"), accountId: theirs.accountId };
  await expect(inAccount(ours.accountId, (db) => postMail(db, forged))).rejects.toThrow(/row-level security/);
});

test("the queue itself is closed to both roles", async () => {
  const peek = bulkInSystem((client) => client.query("select * from graphile_worker._private_jobs"));
  await expect(peek).rejects.toThrow(/permission denied/);
});
