import { expect, test } from "vitest";
import { assertMaySend, findSessionByToken, openSession } from "@/lib/accounts";
import { listAudit } from "@/lib/audit";
import {
  getClient,
  grantStaff,
  lookAt,
  lookIntoAccount,
  revokeStaff,
  searchAccounts,
  suspendAccount,
  unsuspendAccount,
  type Staff,
} from "@/lib/backoffice";
import { AccountQuery, ActOnAccount } from "@/lib/backoffice/schema";
import { inAccount, inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { mailsTo } from "@/tests/support/mails";
import { makePerson, type Person } from "@/tests/support/people";

const device = { agent: "Sample Browser", network: "192.0.2.0/24" };
const reason = "Complaints of three readers on one day.";
const asStaff = <T>(staff: Person, work: (staff: Staff) => Promise<T>) =>
  inSystem((db) => work({ userId: staff.userId, name: "Sample Staff", db }));
const people = () => Promise.all([makePerson({ isStaff: true }), makePerson()]);

test("a suspended account reads and does not send, and its people know why", async () => {
  const [staff, client] = await people();
  const { accountId } = client;
  await as(client, assertMaySend);
  await asStaff(staff, (at) => suspendAccount(at, { accountId, reason }));
  await expect(as(client, assertMaySend)).rejects.toMatchObject({ reason: "account_suspended" });

  const token = await openSession(client.userId, "member", device);
  const session = await findSessionByToken(token, "member");
  expect(session?.account).toMatchObject({ status: "suspended", suspendedReason: reason });
  const [mail] = await mailsTo(client.email);
  expect(mail).toMatchObject({ subject: expect.stringContaining("Sending is stopped") });
  expect(mail!.text).toContain(reason);

  await asStaff(staff, (at) => unsuspendAccount(at, { accountId, reason: "The list was cleaned." }));
  await as(client, assertMaySend);
  const { lines } = await as(client, listAudit);
  expect(lines.slice(0, 2)).toMatchObject([
    { action: "account.unsuspend", actorKind: "staff", actorName: "Sample Staff", reason: "The list was cleaned." },
    { action: "account.suspend", reason },
  ]);
});

test("an account is suspended once, and only one that is there", async () => {
  const [staff, { accountId }] = await people();
  const suspend = (id: string) => asStaff(staff, (at) => suspendAccount(at, { accountId: id, reason }));
  const presses = await Promise.allSettled([suspend(accountId), suspend(accountId)]);
  expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(suspend(newId())).rejects.toMatchObject({ code: "not_found" });
});

test("an account cannot lift its own suspension", async () => {
  const [staff, { accountId }] = await people();
  await asStaff(staff, (at) => suspendAccount(at, { accountId, reason }));
  const lift = inAccount(accountId, (db) =>
    db.account.updateMany({ where: { id: accountId }, data: { status: "active" } }),
  );
  await expect(lift).rejects.toThrow(/permission denied/);
});

test.each(["", "spam", "x".repeat(501)])("nothing is done to a client without whole words of why: %j", (words) => {
  expect(ActOnAccount.safeParse({ accountId: newId(), reason: words }).success).toBe(false);
});

test("an account is found by a part of its name and by a member's whole address, not by a part of one", async () => {
  const [staff, client] = await people();
  const name = `Sample & Sons 100% ${newId()}`;
  await inSystem((db) => db.account.update({ where: { id: client.accountId }, data: { name } }));
  const find = async (q: string) => {
    const { rows } = await asStaff(staff, (at) => searchAccounts(at, AccountQuery.parse({ q })));
    return rows.map(({ id }) => id);
  };
  expect(await find(name.slice(7).toUpperCase())).toEqual([client.accountId]);
  expect(await find(client.email.toUpperCase())).toEqual([client.accountId]);
  expect(await find(client.email.split("@")[0]!)).toEqual([]);
});

test("accounts come newest first, and a page says where the next begins", async () => {
  const staff = await makePerson({ isStaff: true });
  const ids: string[] = [];
  for (let n = 0; n < 3; n++) ids.push((await makePerson()).accountId);
  const { rows } = await asStaff(staff, (at) => searchAccounts(at, AccountQuery.parse({ before: ids[2] })));
  const shown = rows.map(({ id }) => id);
  expect(shown.indexOf(ids[1]!)).toBeLessThan(shown.indexOf(ids[0]!));
  expect(shown).not.toContain(ids[2]);
});

test("looking into an account needs a reason, lasts half an hour, and stands in the client's trail", async () => {
  const [staff, client] = await people();
  const { accountId } = client;
  const looks = (minutes: number) =>
    asStaff(staff, (at) => lookAt(at, { accountId }, new Date(Date.now() + minutes * 60_000)));
  expect(await looks(0)).toBeNull();
  await asStaff(staff, (at) => lookIntoAccount(at, { accountId, reason: "Asked by the client on the phone." }));
  expect(await looks(29)).toMatchObject({ members: [{ email: client.email }], trail: { older: null } });
  expect(await looks(31)).toBeNull();

  const [other] = await people();
  expect(await asStaff(other, (at) => lookAt(at, { accountId }))).toBeNull();
  const { lines } = await as(client, listAudit);
  expect(lines[0]).toMatchObject({ action: "staff.look", reason: "Asked by the client on the phone." });
});

test("what staff see of an account at first holds no person", async () => {
  const [staff, client] = await people();
  const seen = await asStaff(staff, (at) => getClient(at, client.accountId));
  expect(seen).toMatchObject({ id: client.accountId, members: 1, contacts: 0, credits: 250 });
  expect(JSON.stringify(seen)).not.toContain(client.email);
  await expect(asStaff(staff, (at) => getClient(at, newId()))).rejects.toMatchObject({ code: "not_found" });
});

test("the operator makes and unmakes staff, and a staff session ends with it", async () => {
  const person = await makePerson();
  await grantStaff(person.address);
  const token = await openSession(person.userId, "staff", device);
  expect(await findSessionByToken(token, "staff")).toMatchObject({ kind: "staff" });
  await revokeStaff(person.address);
  expect(await findSessionByToken(token, "staff")).toBeNull();
  await grantStaff(person.address);
  expect(await findSessionByToken(token, "staff")).toBeNull();
});
