import { expect, test } from "vitest";
import {
  cancelInvitation,
  changePermissions,
  findInvitation,
  findSessionByToken,
  inviteMember,
  joinAccount,
  joinAsNewPerson,
  listMembers,
  openSession,
  removeMember,
} from "@/lib/accounts";
import { listAudit } from "@/lib/audit";
import { as, type TestAccount } from "@/tests/support/accounts";
import { mailsTo, tokenIn } from "@/tests/support/mails";
import { makePerson, newAddress, secret } from "@/tests/support/people";
import type { Address } from "@/lib/platform/address";

const device = { agent: "Sample Browser", network: "192.0.2.0/24" };
const someone = { name: "Bento Lima", password: secret, locale: "pt-BR" } as const;
const days = (n: number) => new Date(Date.now() + n * 86_400_000);

async function invite(account: TestAccount, email: Address = newAddress("guest"), now = new Date()) {
  await as(account, (tenant) => inviteMember(tenant, { email, permissions: ["reports", "contacts"] }, now));
  return { email, token: tokenIn((await mailsTo(email.address)).at(-1)!) };
}
const membersOf = (account: TestAccount) => as(account, listMembers);

test("a new person joins by the mailed link, with what they were invited for", async () => {
  const account = await makePerson();
  const { email, token } = await invite(account);
  expect(await findInvitation(token)).toMatchObject({ email: email.address, isKnown: false });
  const { userId } = await joinAsNewPerson(token, someone);

  const { members, invitations } = await membersOf(account);
  expect(invitations).toEqual([]);
  expect(members.find((member) => member.userId === userId)).toMatchObject({
    name: "Bento Lima",
    email: email.address,
    permissions: ["reports", "contacts"],
  });
  await expect(joinAsNewPerson(token, someone)).rejects.toMatchObject({ reason: "link_is_over" });
});

test("an invitation to a known address is worth nothing to whoever is not that person", async () => {
  const [account, guest, thief] = [await makePerson(), await makePerson(), await makePerson()];
  const { token } = await invite(account, guest.address);
  await expect(joinAsNewPerson(token, someone)).rejects.toMatchObject({ reason: "invitation_sign_in" });
  await expect(joinAccount(token, thief.userId)).rejects.toMatchObject({ reason: "invitation_for_another" });

  const session = await openSession(guest.userId, "member", device);
  await joinAccount(token, guest.userId);
  expect((await findSessionByToken(session, "member"))?.account?.id).toBe(account.accountId);
  expect((await membersOf(account)).members.map(({ userId }) => userId)).toEqual([account.userId, guest.userId]);
});

test("an invitation runs out after a week, can be taken back, and inviting again replaces the link", async () => {
  const account = await makePerson();
  const first = await invite(account);
  await expect(findInvitation(first.token, days(8))).rejects.toMatchObject({ reason: "link_is_over" });
  await expect(invite(account, first.email)).rejects.toMatchObject({ reason: "invited_just_now" });
  const second = await invite(account, first.email, days(1));
  await expect(findInvitation(first.token)).rejects.toMatchObject({ reason: "link_is_over" });

  const [open] = (await membersOf(account)).invitations;
  await as(account, (tenant) => cancelInvitation(tenant, open!.id));
  await expect(findInvitation(second.token)).rejects.toMatchObject({ reason: "link_is_over" });
});

test("an account invites twenty people an hour at the most", async () => {
  const account = await makePerson();
  for (let time = 0; time < 20; time++) await invite(account);
  await expect(invite(account)).rejects.toMatchObject({ code: "rate_limited" });
  await invite(account, newAddress("guest"), days(1));
});

test("a removed member loses the account at the next request, permissions change at the next request", async () => {
  const account = await makePerson();
  const { token } = await invite(account);
  const { userId } = await joinAsNewPerson(token, someone);
  const session = await openSession(userId, "member", device);
  await as(account, (tenant) => changePermissions(tenant, { userId, permissions: ["templates"] }));
  expect((await findSessionByToken(session, "member"))?.account?.permissions).toEqual(["templates"]);

  await as(account, (tenant) => removeMember(tenant, userId));
  expect((await findSessionByToken(session, "member"))?.account).toBeNull();
});

test("the last administrator can neither go nor lose that permission", async () => {
  const account = await makePerson();
  const { userId } = account;
  const last = { reason: "last_administrator" };
  await expect(as(account, (tenant) => removeMember(tenant, userId))).rejects.toMatchObject(last);
  const demote = as(account, (tenant) => changePermissions(tenant, { userId, permissions: ["reports"] }));
  await expect(demote).rejects.toMatchObject(last);
});

test("two administrators cannot remove each other at the same time", async () => {
  const account = await makePerson();
  const { token } = await invite(account);
  const { userId } = await joinAsNewPerson(token, someone);
  await as(account, (tenant) => changePermissions(tenant, { userId, permissions: ["administration"] }));
  const attempts = await Promise.allSettled([
    as(account, (tenant) => removeMember(tenant, userId)),
    as(account, (tenant) => removeMember(tenant, account.userId)),
  ]);
  expect(attempts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("each change of who may do what stands in the audit trail", async () => {
  const account = await makePerson();
  const { token, email } = await invite(account);
  const { userId } = await joinAsNewPerson(token, someone);
  await as(account, (tenant) => changePermissions(tenant, { userId, permissions: ["reports"] }));
  await as(account, (tenant) => removeMember(tenant, userId));
  const { lines } = await as(account, listAudit);
  expect(lines.map(({ action, subject }) => [action, subject])).toEqual([
    ["member.remove", email.address],
    ["member.permissions", email.address],
    ["member.join", ""],
    ["member.invite", email.address],
    ["account.create", ""],
  ]);
});
