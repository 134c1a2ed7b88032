import pg from "pg";
import { expect, inject, test } from "vitest";
import {
  changePassword,
  checkPassword,
  findSessionByToken,
  isResetOpen,
  openSession,
  requestReset,
  resetPassword,
} from "@/lib/accounts";
import { mailReset } from "@/lib/accounts/jobs";
import { runJob } from "@/lib/platform/jobs";
import { mailsTo, tokenIn } from "@/tests/support/mails";
import { makePerson, newAddress, newNetwork, secret, type Person } from "@/tests/support/people";

const other = "a quite different secret 4";
const device = { agent: "Sample Browser", network: "192.0.2.0/24" };
const minutes = (n: number) => new Date(Date.now() + n * 60_000);

// What the worker does with the job that was added; the queue is closed to both roles, so this looks in as its owner.
async function work(emailKey: string): Promise<number> {
  const client = new pg.Client({ connectionString: inject("databaseUrl") });
  await client.connect();
  const { rows } = await client.query<{ payload: unknown }>(
    "select payload from graphile_worker._private_jobs where payload #>> '{input,emailKey}' = $1",
    [emailKey],
  );
  await client.end();
  for (const { payload } of rows)
    await runJob(mailReset, payload, { signal: new AbortController().signal, attempt: 1 });
  return rows.length;
}

async function askFor({ address }: Person): Promise<string> {
  await requestReset(address, newNetwork());
  expect(await work(address.address)).toBe(1);
  return tokenIn((await mailsTo(address.address)).at(-1)!);
}

test("a link chooses a new secret once, and reading it uses nothing up", async () => {
  const person = await makePerson();
  const token = await askFor(person);
  for (let visit = 0; visit < 3; visit++) expect(await isResetOpen(token)).toBe(true);
  expect(await resetPassword(token, other)).toEqual({ userId: person.userId });

  expect(await isResetOpen(token)).toBe(false);
  await expect(resetPassword(token, "yet another secret")).rejects.toMatchObject({ reason: "link_is_over" });
  await expect(checkPassword(person.email, secret, newNetwork())).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await checkPassword(person.email, other, newNetwork())).toMatchObject({ userId: person.userId });
});

test("a link is over after a quarter of an hour", async () => {
  const token = await askFor(await makePerson());
  expect(await isResetOpen(token, minutes(14))).toBe(true);
  expect(await isResetOpen(token, minutes(16))).toBe(false);
  await expect(resetPassword(token, other, minutes(16))).rejects.toMatchObject({ reason: "link_is_over" });
});

test("a new secret by mail ends every session, and the person is told", async () => {
  const person = await makePerson();
  const tokens = [
    await openSession(person.userId, "member", device),
    await openSession(person.userId, "member", device),
  ];
  await resetPassword(await askFor(person), other);
  for (const token of tokens) expect(await findSessionByToken(token, "member")).toBeNull();
  expect((await mailsTo(person.email)).at(-1)!.subject).toBe("Your password for Mailee was changed");
});

test("changing the secret needs the present one and ends every session but this", async () => {
  const { userId } = await makePerson();
  const [here, there] = [await openSession(userId, "member", device), await openSession(userId, "member", device)];
  const { id } = (await findSessionByToken(here, "member"))!;
  const guess = changePassword(userId, { current: "not the secret", password: other }, id);
  await expect(guess).rejects.toMatchObject({ reason: "current_password_wrong", field: "current" });
  expect(await findSessionByToken(there, "member")).not.toBeNull();

  await changePassword(userId, { current: secret, password: other }, id);
  expect(await findSessionByToken(here, "member")).not.toBeNull();
  expect(await findSessionByToken(there, "member")).toBeNull();
});

test("the present secret cannot be guessed at leisure from a session that was left open", async () => {
  const { userId } = await makePerson();
  const now = new Date();
  const guess = () => changePassword(userId, { current: "not the secret", password: other }, userId, now);
  for (let time = 0; time < 5; time++) await expect(guess()).rejects.toMatchObject({ code: "invalid" });
  await expect(guess()).rejects.toMatchObject({ code: "rate_limited" });
});

test("an unknown address gets the same answer and the same work, and no mail", async () => {
  const address = newAddress();
  expect(await requestReset(address, newNetwork())).toBeUndefined();
  expect(await work(address.address)).toBe(1);
  expect(await mailsTo(address.address)).toEqual([]);
});

test("one address is mailed three links in a row and no more, known or not", async () => {
  for (const address of [(await makePerson()).address, newAddress()]) {
    for (let time = 0; time < 3; time++) await requestReset(address, newNetwork());
    await expect(requestReset(address, newNetwork())).rejects.toMatchObject({ code: "rate_limited" });
  }
});
