import { afterEach, expect, test } from "vitest";
import { addSender, askSenderAgain, confirmSender, findSenderLink, listSenders, removeSender } from "@/lib/senders";
import { AddSender } from "@/lib/senders/schema";
import { inAccount, inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { hashSecret } from "@/lib/platform/tokens";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const settings = env();
const sandbox = settings.MAILBOX_URL;
afterEach(() => (settings.MAILBOX_URL = sandbox));

const DAY = 86_400_000;
const form = (address: string) => AddSender.parse({ name: "News", address });
const add = (account: TestAccount, address: string) => as(account, (tenant) => addSender(tenant, form(address)));
const own = ({ accountId }: TestAccount) => `news@${accountId.slice(-12)}.example`;

async function mailedTokens({ accountId }: TestAccount): Promise<string[]> {
  const mails = await inSystem((db) => db.outboxMail.findMany({ where: { accountId }, orderBy: { createdAt: "asc" } }));
  return mails.map(({ text }) => /\/sender\/([\w-]+)/.exec(text)![1]!);
}

test("free mailboxes are refused, with a reason of their own", () => {
  for (const address of ["a@gmail.com", "a@yahoo.com.br", "a@terra.com.br", "A@HOTMAIL.COM", "a@bol.com.br"])
    expect(AddSender.safeParse({ name: "News", address }).error?.issues[0]?.message).toBe("sender_is_free_mail");
  expect(AddSender.safeParse({ name: "News", address: "a@yahoo.shop.example" }).success).toBe(true);
});

test("a line break gets into no name and no address", () => {
  const codes = [13, 10, 0, 8232, 8233].map((code) => String.fromCodePoint(code));
  for (const bad of codes) {
    expect(AddSender.safeParse({ name: `News${bad}Bcc: x`, address: "a@shop.example" }).success).toBe(false);
    expect(AddSender.safeParse({ name: "News", address: `a${bad}b@shop.example` }).success).toBe(false);
    expect(
      AddSender.safeParse({ name: "News", address: "a@shop.example", replyTo: `a${bad}b@x.example` }).success,
    ).toBe(false);
  }
});

test("an address is confirmed by the mailed link, once; looking at the link confirms nothing", async () => {
  const account = await makeAccount();
  const address = own(account);
  expect(await add(account, address)).toMatchObject({ isConfirmed: false });
  const [token] = await mailedTokens(account);
  expect(token!.length).toBeGreaterThanOrEqual(43); // 256 bits
  expect(await findSenderLink(token!)).toEqual({ address });
  expect(await findSenderLink(token!)).toEqual({ address });
  const named = async () => (await as(account, listSenders)).find((sender) => sender.address === address);
  expect(await named()).toMatchObject({ isConfirmed: false });

  const answers = await Promise.allSettled([confirmSender(token!), confirmSender(token!), confirmSender(token!)]);
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await named()).toMatchObject({ isConfirmed: true });
  await expect(findSenderLink(token!)).rejects.toMatchObject({ reason: "link_is_over" });
});

test("a link ends after a week, with the next one, and with the sender", async () => {
  const account = await makeAccount();
  const { id } = await add(account, own(account));
  const [first] = await mailedTokens(account);
  await expect(confirmSender(first!, new Date(Date.now() + 7 * DAY + 1_000))).rejects.toMatchObject({
    code: "not_found",
  });
  await as(account, (tenant) => askSenderAgain(tenant, id));
  const second = (await mailedTokens(account)).find((token) => token !== first);
  await expect(confirmSender(first!)).rejects.toMatchObject({ code: "not_found" });
  await as(account, (tenant) => removeSender(tenant, id));
  await expect(confirmSender(second!)).rejects.toMatchObject({ code: "not_found" });
});

test("only the hash of a link is kept", async () => {
  const account = await makeAccount();
  const { id } = await add(account, own(account));
  const [token] = await mailedTokens(account);
  const row = await inAccount(account.accountId, (db) =>
    db.sender.findUniqueOrThrow({ where: { accountId_id: { accountId: account.accountId, id } } }),
  );
  expect(JSON.stringify(row)).not.toContain(token);
  expect(row.tokenHash).toBe(hashSecret(token!));
});

test("nobody's mailbox is filled with links", async () => {
  const [us, them] = [await makeAccount(), await makeAccount()];
  const address = own(us);
  const { id } = await add(us, address);
  await as(us, (tenant) => askSenderAgain(tenant, id));
  await add(them, address);
  await expect(as(us, (tenant) => askSenderAgain(tenant, id))).rejects.toMatchObject({ code: "rate_limited" });
});

test("a mailbox gets a few links in a day, from whatever accounts and under whatever name behind a plus", async () => {
  const now = new Date();
  const account = await makeAccount();
  const address = own(account);
  let mailed = 0;
  for (let hour = 0; hour < 24; hour++) {
    const at = new Date(now.getTime() + hour * 3_600_000);
    const other = hour % 2 === 0 ? address : address.replace("@", `+${hour}@`);
    const stranger = await makeAccount();
    mailed += await as(stranger, (tenant) => addSender(tenant, form(other), at)).then(
      () => 1,
      () => 0,
    );
  }
  expect(mailed).toBeGreaterThanOrEqual(3);
  expect(mailed).toBeLessThanOrEqual(6);
});

test("a confirmed member's address needs no mail, unless it is a free mailbox and mail leaves the machine", async () => {
  const account = await makeAccount();
  expect(await as(account, listSenders)).toEqual([
    expect.objectContaining({ address: account.email, isConfirmed: true, isMember: true }),
  ]);
  expect(await add(account, account.email.toUpperCase())).toMatchObject({ isConfirmed: true });
  expect(await as(account, listSenders)).toHaveLength(1);

  const free = await makeAccount();
  const email = `m${free.userId.slice(-12)}@gmail.com`;
  await inSystem((db) => db.user.update({ where: { id: free.userId }, data: { email, emailKey: email } }));
  expect(await as(free, listSenders)).toHaveLength(1);
  delete settings.MAILBOX_URL;
  expect(await as(free, listSenders)).toEqual([]);
});
