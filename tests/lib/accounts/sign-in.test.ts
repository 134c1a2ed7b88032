import { expect, test } from "vitest";
import { checkPassword, checkStaffPassword } from "@/lib/accounts";
import { makePerson, newAddress, newNetwork, secret } from "@/tests/support/people";

const noon = new Date("2026-03-01T12:00:00Z");
const after = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const wrong = { code: "unauthenticated", reason: "wrong_address_or_password" };
const outcomes = async (tries: Promise<unknown>[]) => {
  const settled = await Promise.allSettled(tries);
  return settled.map((one) => (one.status === "fulfilled" ? "in" : (one.reason as { code: string }).code));
};

test("the right secret opens, whatever the letters of the address", async () => {
  const { address, userId } = await makePerson();
  expect(await checkPassword(address.address.toUpperCase(), secret, newNetwork())).toEqual({ userId, isStaff: false });
});

test("a wrong secret, an unknown address and no address at all get one answer", async () => {
  const { address } = await makePerson();
  await expect(checkPassword(address.address, "not the secret", newNetwork())).rejects.toMatchObject(wrong);
  await expect(checkPassword(newAddress().address, secret, newNetwork())).rejects.toMatchObject(wrong);
  await expect(checkPassword("nothing like it", secret, newNetwork())).rejects.toMatchObject(wrong);
});

test("a known and an unknown address take the same time", async () => {
  const { address } = await makePerson();
  const time = async (email: string) => {
    const began = performance.now();
    await checkPassword(email, "not the secret", newNetwork()).catch(() => {});
    return performance.now() - began;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 15; round++) {
    known.push(await time(address.address));
    unknown.push(await time(newAddress().address));
  }
  const median = (times: number[]) => times.sort((one, other) => one - other)[7]!;
  // Without a hash to measure against, the unknown one would take a tenth of the time.
  expect(median(unknown) / median(known)).toBeGreaterThan(0.6);
  expect(median(unknown) / median(known)).toBeLessThan(2.5);
});

test("five tries at once, then one a minute, then one a quarter of an hour", async () => {
  const { address } = await makePerson();
  const network = newNetwork();
  const at = (minutes: number) => outcomes([checkPassword(address.address, "wrong secret", network, after(minutes))]);
  for (let time = 0; time < 5; time++) expect(await at(0)).toEqual(["unauthenticated"]);
  expect(await at(0.5)).toEqual(["rate_limited"]);
  expect(await at(1.1)).toEqual(["unauthenticated"]);
  let evaluated = 6;
  for (let minute = 2; minute < 62; minute++) if ((await at(minute + 0.2))[0] === "unauthenticated") evaluated++;
  expect(evaluated).toBeGreaterThanOrEqual(22);
  expect(evaluated).toBeLessThanOrEqual(26);
});

test("the right secret gives the tries back", async () => {
  const { address } = await makePerson();
  const network = newNetwork();
  for (let round = 0; round < 3; round++) {
    for (let time = 0; time < 4; time++)
      await checkPassword(address.address, "wrong secret", network, noon).catch(() => {});
    expect(await outcomes([checkPassword(address.address, secret, network, noon)])).toEqual(["in"]);
  }
});

test("guessing from a hundred networks is bounded, and does not lock the owner out", async () => {
  const { address } = await makePerson();
  const home = newNetwork();
  await checkPassword(address.address, secret, home, noon);
  const networks = Array.from({ length: 100 }, newNetwork);
  const tries: string[] = [];
  for (let round = 0; round < 3; round++)
    tries.push(
      ...(await outcomes(networks.map((network) => checkPassword(address.address, "a guess", network, noon)))),
    );
  const evaluated = tries.filter((one) => one === "unauthenticated").length;
  expect(evaluated).toBeGreaterThan(0);
  expect(evaluated).toBeLessThanOrEqual(100);
  expect(tries).not.toContain("in");

  expect(await outcomes([checkPassword(address.address, secret, home, noon)])).toEqual(["in"]);
  expect(await outcomes([checkPassword(address.address, secret, newNetwork(), noon)])).toEqual(["rate_limited"]);
});

test("the back-office answers who is not staff as if the secret were wrong", async () => {
  const [member, staff] = [await makePerson(), await makePerson({ isStaff: true })];
  await expect(checkStaffPassword(member.address.address, secret, newNetwork())).rejects.toMatchObject(wrong);
  expect(await checkStaffPassword(staff.address.address, secret, newNetwork())).toMatchObject({ isStaff: true });
});
