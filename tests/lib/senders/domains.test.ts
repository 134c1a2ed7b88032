import { createPublicKey, createSign, createVerify } from "node:crypto";
import { expect, test } from "vitest";
import { addDomain, getDomain, listDomains, removeDomain, rotateDkim, sendingIdentity } from "@/lib/senders";
import { AddDomain } from "@/lib/senders/schema";
import { env } from "@/lib/platform/env";
import { inAccount } from "@/lib/platform/db";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const settings = env();
const add = (account: TestAccount, domain: string) => as(account, (tenant) => addDomain(tenant, { domain }));
const identity = (account: TestAccount, address: string) => as(account, (tenant) => sendingIdentity(tenant, address));
const seen = ({ accountId }: TestAccount, domainId: string, slot: number) =>
  inAccount(accountId, async (db) => {
    await db.dkimKey.updateMany({ where: { accountId, domainId, slot }, data: { isInDns: true } });
    await db.sendingDomain.updateMany({ where: { accountId, id: domainId }, data: { state: "verified" } });
  });

test("a domain is read from whatever a person pastes, and kept as A-labels", () => {
  for (const typed of ["Example.com", " example.com. ", "https://example.com/shop", "news@example.com"])
    expect(AddDomain.parse({ domain: typed }).domain).toBe("example.com");
  expect(AddDomain.parse({ domain: "bücher.example" }).domain).toBe("xn--bcher-kva.example");
  const reason = (domain: string) => AddDomain.safeParse({ domain }).error?.issues[0]?.message;
  expect(["", "localhost", "a b.example", "10.0.0.1"].map(reason)).toEqual([
    "required",
    "domain_invalid",
    "domain_invalid",
    "domain_invalid",
  ]);
  for (const free of ["gmail.com", "yahoo.com.br", "hotmail.fr", "UOL.com.br", "outlook.pt"])
    expect(reason(free)).toBe("domain_is_free_mail");
});

test("a new domain waits, with two keys of 2048 bits and the names to publish", async () => {
  const account = await makeAccount();
  const { id } = await add(account, "shop.example");
  const domain = await as(account, (tenant) => getDomain(tenant, id));
  expect(domain).toMatchObject({ domain: "shop.example", state: "waiting", activeSlot: 1, report: null });
  const [first, second, ...names] = domain.records;
  for (const record of [first!, second!]) {
    expect(record.host).toMatch(/^ml[12]-[a-z0-9]{6}\._domainkey\.shop\.example$/);
    const key = /^v=DKIM1; k=rsa; p=([\w+/=]+)$/.exec(record.value)![1]!;
    const { asymmetricKeyDetails } = createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
    expect(asymmetricKeyDetails?.modulusLength).toBe(2048);
  }
  expect(first!.value).not.toBe(second!.value);
  expect(names.map(({ record }) => record)).not.toContain("link"); // nothing leads to "localhost" by CNAME
  settings.LINK_HOST = "app.house.example";
  const { records } = await as(account, (tenant) => getDomain(tenant, id));
  settings.LINK_HOST = undefined;
  const link = { record: "link", type: "CNAME", host: "links.shop.example", value: "app.house.example" };
  expect(records).toContainEqual(link);
});

test("a domain is there once in an account, and in another account with other keys", async () => {
  const [us, them] = [await makeAccount(), await makeAccount()];
  const { id } = await add(us, "same.example");
  await expect(add(us, "same.example")).rejects.toMatchObject({ reason: "domain_exists", field: "domain" });
  await add(them, "same.example");
  const [ours, theirs] = [await as(us, listDomains), await as(them, listDomains)];
  expect(ours[0]!.records[0]!.value).not.toBe(theirs[0]!.records[0]!.value);
  await as(us, (tenant) => removeDomain(tenant, id));
  expect(await as(us, listDomains)).toEqual([]);
  expect(await as(them, listDomains)).toHaveLength(1);
});

test("mail is signed with a key that was seen in DNS, and its public half is the one published", async () => {
  const account = await makeAccount();
  const { id } = await add(account, "signed.example");
  expect((await identity(account, "news@signed.example")).dkim).toEqual([]);
  await seen(account, id, 1);
  const [dkim] = (await identity(account, "news@signed.example")).dkim;
  const { records } = await as(account, (tenant) => getDomain(tenant, id));
  expect(`${dkim!.selector}._domainkey.signed.example`).toBe(records[0]!.host);
  const signature = createSign("sha256").update("a mail").sign(dkim!.privateKey);
  const key = createPublicKey({
    key: Buffer.from(records[0]!.value.split("p=")[1]!, "base64"),
    format: "der",
    type: "spki",
  });
  expect(createVerify("sha256").update("a mail").verify(key, signature)).toBe(true);
});

test("an address under a domain is signed by that domain, and by the nearest of several", async () => {
  const account = await makeAccount();
  const [above, below] = [await add(account, "above.example"), await add(account, "mail.above.example")];
  await seen(account, above.id, 1);
  const signer = async (address: string) => (await identity(account, address)).dkim[0]?.domain;
  expect(await signer("news@mail.above.example")).toBe("above.example");
  await seen(account, below.id, 1);
  expect(await signer("news@mail.above.example")).toBe("mail.above.example");
  expect(await signer("news@notabove.example")).toBeUndefined();
});

test("a change of keys waits until the other one is in DNS, and the third key has a new selector", async () => {
  const account = await makeAccount();
  const { id } = await add(account, "turn.example");
  const rotate = () => as(account, (tenant) => rotateDkim(tenant, id));
  const domain = () => as(account, (tenant) => getDomain(tenant, id));
  await seen(account, id, 1);
  expect(await rotate()).toEqual({ active: false });
  expect(await domain()).toMatchObject({ activeSlot: 1, nextSlot: 2 });
  await seen(account, id, 2);
  expect(await rotate()).toEqual({ active: true });
  const turned = await domain();
  expect(turned).toMatchObject({ activeSlot: 2, nextSlot: null });
  expect((await identity(account, "a@turn.example")).dkim[0]!.selector).toMatch(/^ml2-/);
});

test("only who may administer the account changes its domains", async () => {
  const account = await makeAccount();
  const { id } = await add(account, "locked.example");
  const may = { code: "forbidden" };
  await expect(
    as(account, (tenant) => addDomain(tenant, { domain: "b.example" }), ["campaigns"]),
  ).rejects.toMatchObject(may);
  await expect(as(account, (tenant) => rotateDkim(tenant, id), ["campaigns"])).rejects.toMatchObject(may);
  await expect(as(account, (tenant) => removeDomain(tenant, id), ["campaigns"])).rejects.toMatchObject(may);
});
