import { afterAll, beforeAll, expect, test } from "vitest";
import { inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { addDomain, addSender, mayGoOut } from "@/lib/senders";
import { AddDomain, AddSender } from "@/lib/senders/schema";
import { as, makeAccount } from "@/tests/support/accounts";

const before = env().MAILBOX_URL;
beforeAll(() => void (env().MAILBOX_URL = undefined));
afterAll(() => void (env().MAILBOX_URL = before));

/** An account with a verified domain and a confirmed address of it. */
async function verified(domain: string, address: string) {
  const account = await makeAccount();
  await as(account, async (tenant) => {
    await addDomain(tenant, AddDomain.parse({ domain }));
    await addSender(tenant, AddSender.parse({ name: "News", address }));
  });
  await inAccount(account.accountId, async (db) => {
    await db.sender.updateMany({ data: { confirmedAt: new Date() } });
    await db.sendingDomain.updateMany({ data: { state: "verified", verifiedAt: new Date() } });
  });
  return (from: string) => as(account, (tenant) => mayGoOut(tenant, from));
}

test("a confirmed address of a verified domain may, in whatever spelling, and nobody else of it", async () => {
  const may = await verified("Grüße.example", "News@grüße.example");
  for (const same of ["News@grüße.example", "news@GRÜSSE.example".replace("SS", "ß"), "news@xn--gre-6ka8l.example"])
    expect(await may(same), same).toBe(true);
  for (const other of ["other@grüße.example", "news@other.example", "news@grüsse.example", "not an address"])
    expect(await may(other), other).toBe(false);
});

test("an address below a verified domain may once it is confirmed, one above it or beside it may not", async () => {
  const may = await verified("mail.shop.example", "news@eu.mail.shop.example");
  expect(await may("news@eu.mail.shop.example")).toBe(true);
  for (const tricky of ["news@shop.example", "news@evilmail.shop.example", "news@mail.shop.example.evil.example"])
    expect(await may(tricky), tricky).toBe(false);
  const above = await verified("shop.example", "news@othershop.example");
  expect(await above("news@othershop.example")).toBe(false);
});
