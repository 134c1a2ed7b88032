import { describe, expect, test } from "vitest";
import { getParticulars, saveParticulars, saveProfile } from "@/lib/accounts";
import { Particulars, Profile } from "@/lib/accounts/schema";
import { inSystem } from "@/lib/platform/db";
import { as, makeAccount } from "@/tests/support/accounts";

const particulars: Particulars = {
  name: "Sample House",
  locale: "pt-BR",
  timeZone: "America/Sao_Paulo",
  postalAddress: "2 Sample Street, Example",
};

describe("the particulars of an account", () => {
  test("are kept as saved, and the trail tells what changed", async () => {
    const account = await makeAccount();
    await as(account, (tenant) => saveParticulars(tenant, particulars));
    expect(await as(account, getParticulars)).toEqual(particulars);

    const trail = await as(account, (tenant) => tenant.db.auditEntry.findMany());
    expect(trail).toMatchObject([
      { action: "account.changed", detail: { changed: ["name", "locale", "timeZone", "postalAddress"] } },
    ]);
  });

  test("leave no trace when nothing changed", async () => {
    const account = await makeAccount();
    await as(account, (tenant) => saveParticulars(tenant, particulars));
    await as(account, (tenant) => saveParticulars(tenant, particulars));
    expect(await as(account, (tenant) => tenant.db.auditEntry.count())).toBe(1);
  });

  test("are for administrators to change", async () => {
    const account = await makeAccount();
    const change = as(account, (tenant) => saveParticulars(tenant, particulars), ["campaigns", "contacts"]);
    await expect(change).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of one account are not those of another", async () => {
    const [mine, theirs] = [await makeAccount({ name: "Mine" }), await makeAccount({ name: "Theirs" })];
    await as(mine, (tenant) => saveParticulars(tenant, particulars));
    expect(await as(theirs, getParticulars)).toMatchObject({ name: "Theirs" });
  });

  test.each([
    [{ name: " " }, "required"],
    [{ timeZone: "Mars/Olympus" }, "time_zone_unknown"],
    [{ postalAddress: "x".repeat(301) }, "postal_address_too_long"],
  ])("%o is refused as %s", (wrong, reason) => {
    const result = Particulars.safeParse({ ...particulars, ...wrong });
    expect(result.error?.issues.map(({ message }) => message)).toEqual([reason]);
  });
});

test("lines of a postal address are lines, however the browser sent them", () => {
  const { postalAddress } = Particulars.parse({ ...particulars, postalAddress: " 2 Sample Street\r\nExample\r\n" });
  expect(postalAddress).toBe("2 Sample Street\nExample");
});

test("a profile is the person's own, and no one else's", async () => {
  const [one, other] = [await makeAccount(), await makeAccount()];
  await as(one, (tenant) => saveProfile(tenant, { name: "Ana", locale: "pt-BR", theme: "dark", shortcuts: false }));
  const users = await inSystem((db) => db.user.findMany({ where: { id: { in: [one.userId, other.userId] } } }));
  const byId = new Map(users.map((user) => [user.id, user]));
  expect(byId.get(one.userId)).toMatchObject({ name: "Ana", locale: "pt-BR", theme: "dark", shortcuts: false });
  expect(byId.get(other.userId)).toMatchObject({
    name: "Sample Member",
    locale: "en",
    theme: "system",
    shortcuts: true,
  });
});

test("a profile needs a name, a language we speak and a theme we have", () => {
  const { error } = Profile.safeParse({ name: "", locale: "fr", theme: "sepia" });
  expect(error?.issues.map(({ path }) => path[0])).toEqual(["name", "locale", "theme"]);
});
