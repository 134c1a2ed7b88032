import { describe, expect, test } from "vitest";
import { as, makeAccount } from "@/tests/support/accounts";
import { rowsOf, tenantedModules, tenantedOperations, type Walls } from "@/tests/support/walls";
import { accountsWalls } from "./isolation/accounts";
import { bouncesWalls } from "./isolation/bounces";
import { campaignsWalls } from "./isolation/campaigns";
import { contactsWalls } from "./isolation/contacts";
import { deliveriesWalls } from "./isolation/deliveries";
import { inboundWalls } from "./isolation/inbound";
import { privacyWalls } from "./isolation/privacy";
import { reportsWalls } from "./isolation/reports";
import { sendersWalls } from "./isolation/senders";

// A module with an operation that takes a tenant stands here, and each of its operations in its file of isolation/.
const modules = {
  accounts: accountsWalls,
  bounces: bouncesWalls,
  campaigns: campaignsWalls,
  contacts: contactsWalls,
  deliveries: deliveriesWalls,
  inbound: inboundWalls,
  privacy: privacyWalls,
  reports: reportsWalls,
  senders: sendersWalls,
} as unknown as Record<string, Walls<unknown>>;

test("every module with tenanted operations is asked", () => {
  expect(Object.keys(modules).sort()).toEqual(tenantedModules());
});

describe.each(Object.entries(modules))("%s", (noun, { furnish, refused, blind, idless }) => {
  test("each of its operations is listed", () => {
    const listed = [...Object.keys(refused), ...Object.keys(blind), ...idless];
    expect(listed.sort()).toEqual(tenantedOperations(noun).sort());
  });

  test("has nothing to show and nothing to change for a stranger's ids", async () => {
    const [us, them] = [await makeAccount(), await makeAccount()];
    const [ours, theirs] = [await furnish(us), await furnish(them)];
    const before = await rowsOf(them);
    expect(Object.keys(before).length).toBeGreaterThan(0);

    for (const [name, call] of Object.entries(refused)) {
      const answer = as(us, (tenant) => call(tenant, theirs, ours));
      await expect(answer, name).rejects.toMatchObject({ code: "not_found" });
    }
    for (const [name, [call, nothing]] of Object.entries(blind))
      expect(await as(us, (tenant) => call(tenant, theirs, ours)), name).toEqual(nothing);

    expect(await rowsOf(them)).toEqual(before);
  });

  // A refusal proves nothing where the call could not have worked anyway.
  test("finds its own by the same calls", async () => {
    for (const [name, call] of Object.entries(refused)) {
      const account = await makeAccount();
      const own = await furnish(account);
      const answer = await as(account, (tenant) => call(tenant, own, own)).catch(
        (error: { code?: string }) => error.code,
      );
      expect(answer, name).not.toBe("not_found");
    }
  });
});
