import { expect, test } from "vitest";
import { endSession, findSessionByToken, openSession, touchSession } from "@/lib/accounts";
import { inSystem } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/tokens";
import { makeAccount } from "@/tests/support/accounts";

const device = { agent: "Sample Browser", network: "192.0.2.0/24" };
const noon = new Date("2026-03-01T12:00:00Z");
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

test("a session knows the person and the account, and only its hash is kept", async () => {
  const { userId, accountId, email } = await makeAccount();
  const token = await openSession(userId, "member", device, noon);
  const session = await findSessionByToken(token, "member", after(1));
  expect(session).toMatchObject({ user: { id: userId, email }, account: { id: accountId } });
  const kept = await inSystem((db) => db.session.findFirstOrThrow({ where: { userId } }));
  expect(JSON.stringify(kept)).not.toContain(token);
  expect(kept.tokenHash).toBe(hashSecret(token));
});

test("a session ends after thirty minutes without use, and use moves that limit", async () => {
  const { userId } = await makeAccount();
  const token = await openSession(userId, "member", device, noon);
  await touchSession(token, after(29));
  expect(await findSessionByToken(token, "member", after(58))).not.toBeNull();
  expect(await findSessionByToken(token, "member", after(60))).toBeNull();
  // Over is over: the row is gone, and an earlier clock does not bring it back.
  expect(await findSessionByToken(token, "member", after(30))).toBeNull();
});

test("a session ends after twelve hours however much it is used", async () => {
  const { userId } = await makeAccount();
  const token = await openSession(userId, "member", device, noon);
  for (let minute = 20; minute < 720; minute += 20) await touchSession(token, after(minute));
  expect(await findSessionByToken(token, "member", after(719))).not.toBeNull();
  expect(await findSessionByToken(token, "member", after(720))).toBeNull();
});

test("a member's session does not open the back-office, nor the other way round", async () => {
  const { userId } = await makeAccount();
  await inSystem((db) => db.user.update({ where: { id: userId }, data: { isStaff: true } }));
  const member = await openSession(userId, "member", device, noon);
  const staff = await openSession(userId, "staff", device, noon);
  expect(await findSessionByToken(member, "staff", after(1))).toBeNull();
  expect(await findSessionByToken(staff, "member", after(1))).toBeNull();
  expect(await findSessionByToken(staff, "staff", after(14))).toMatchObject({ account: null });
  expect(await findSessionByToken(staff, "staff", after(15))).toBeNull();
});

test("who is no longer staff has no staff session, from the next request on", async () => {
  const { userId } = await makeAccount();
  await inSystem((db) => db.user.update({ where: { id: userId }, data: { isStaff: true } }));
  const token = await openSession(userId, "staff", device, noon);
  await inSystem((db) => db.user.update({ where: { id: userId }, data: { isStaff: false } }));
  expect(await findSessionByToken(token, "staff", after(1))).toBeNull();
});

test("an ended session is gone at once", async () => {
  const { userId } = await makeAccount();
  const token = await openSession(userId, "member", device, noon);
  await endSession(token);
  expect(await findSessionByToken(token, "member", after(1))).toBeNull();
});
