import { expect, test } from "vitest";
import { checkPassword, confirmSignUp, findSignUp, signUp } from "@/lib/accounts";
import { SignUpForm } from "@/lib/accounts/schema";
import { parseAddress } from "@/lib/platform/address";
import { inSystem } from "@/lib/platform/db";
import { mailsTo, tokenIn } from "@/tests/support/mails";
import { makePerson, newAddress, newNetwork, secret } from "@/tests/support/people";

const later = (hours: number) => new Date(Date.now() + hours * 3_600_000);
const ask = (email = newAddress(), name = "Ana Prado") =>
  signUp({ name, email, password: secret }, "en", newNetwork()).then(() => email);
const personOf = (address: string) =>
  inSystem((db) => db.user.findUnique({ where: { emailKey: address.toLowerCase() }, include: { members: true } }));

test("nobody has an account before the address is confirmed, and reading the link confirms nothing", async () => {
  const email = await ask();
  const [mail] = await mailsTo(email.address);
  const token = tokenIn(mail!);
  for (let visit = 0; visit < 3; visit++) expect(await findSignUp(token)).toMatchObject({ email: email.address });
  expect(await personOf(email.address)).toBeNull();

  const { userId } = await confirmSignUp(token);
  const person = await personOf(email.address);
  expect(person).toMatchObject({ id: userId, name: "Ana Prado", confirmedAt: expect.any(Date) });
  expect(person!.members[0]!.permissions).toEqual(["reports", "campaigns", "templates", "contacts", "administration"]);
  expect(await checkPassword(email.address, secret, newNetwork())).toMatchObject({ userId });
});

test("a link confirms once, for a day, and is kept as a hash", async () => {
  const email = await ask();
  const token = tokenIn((await mailsTo(email.address))[0]!);
  const kept = await inSystem((db) => db.signUp.findMany({ where: { emailKey: email.address } }));
  expect(JSON.stringify(kept)).not.toContain(token);
  await expect(confirmSignUp(token, later(25))).rejects.toMatchObject({ reason: "link_is_over" });

  const presses = await Promise.allSettled([confirmSignUp(token), confirmSignUp(token)]);
  expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(confirmSignUp(token)).rejects.toMatchObject({ code: "not_found" });
});

test("a known address is told by mail and by nothing else, and keeps its name and secret", async () => {
  const { address, userId } = await makePerson();
  const before = await personOf(address.address);
  const shouted = parseAddress(address.address.toUpperCase());
  expect(await ask(shouted, "Somebody Else")).toEqual(shouted);
  expect(await personOf(address.address)).toEqual(before);

  const [mail, ...more] = await mailsTo(address.address);
  expect(more).toEqual([]);
  expect(mail!.subject).toBe("You already have an account at Mailee");
  expect(await checkPassword(address.address, secret, newNetwork())).toMatchObject({ userId });
});

test("of two requests with one address the second to be confirmed changes nothing", async () => {
  const email = newAddress();
  await ask(email);
  await signUp({ name: "Other", email, password: "another long secret 9" }, "en", newNetwork());
  const [first, second] = (await mailsTo(email.address)).map(tokenIn);
  await confirmSignUp(first!);
  await expect(confirmSignUp(second!)).rejects.toMatchObject({ code: "conflict" });
  expect(await checkPassword(email.address, secret, newNetwork())).toBeTruthy();
});

test("one address is not mailed more than three times in a row, whoever asks", async () => {
  const email = newAddress();
  for (let time = 0; time < 3; time++) await ask(email);
  await expect(ask(email)).rejects.toMatchObject({ code: "rate_limited" });
  expect(await mailsTo(email.address)).toHaveLength(3);
});

test.each([
  "password1234",
  "Senha12345678",
  "qwertyuiop",
  "aaaaaaaaaaaa",
  "1234567890",
  "P@ssw0rd2026",
  "mailee-mailee",
])("%s is refused as a secret", (password) => {
  const parsed = SignUpForm.safeParse({ name: "Ana", email: "ana@example.com", password });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual(["password_too_common"]);
});

test("a secret of ten characters is long enough, of nine is not, and no signs are asked for", () => {
  const reasons = (password: string) =>
    SignUpForm.safeParse({ name: "Ana", email: "ana@example.com", password }).error?.issues.map((i) => i.message);
  expect(reasons("marelplouf")).toBeUndefined();
  expect(reasons("marelplou")).toEqual(["password_too_short"]);
});

test.each([
  "a@evil.example,b@victim.example",
  '"a@evil.example"@victim.example',
  "ana@example.com\r\nBcc: b@victim.example",
  "Ana <ana@example.com>",
])("%j is not one address", (email) => {
  const parsed = SignUpForm.safeParse({ name: "Ana", email, password: secret });
  expect(parsed.error?.issues[0]?.message).toBe("invalid_email");
});
