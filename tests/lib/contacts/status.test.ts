import fc from "fast-check";
import { expect, test } from "vitest";
import { applyContactEvent, createContact, getContact, unsubscribeContact } from "@/lib/contacts";
import { ContactStatus, receivingStatuses } from "@/lib/contacts/schema";
import { moves, nextCondition, type Condition, type ContactEvent } from "@/lib/contacts/status";
import { newId } from "@/lib/platform/ids";
import { as, makeAccount } from "@/tests/support/accounts";

const events = Object.keys(moves) as ContactEvent[];
const start: Condition = { status: "unknown", softBounces: 0, engaged: false };
const run = (happened: ContactEvent[], from = start) => happened.reduce(nextCondition, from);
const anyEvents = fc.array(fc.constantFrom(...events), { maxLength: 40 });

test("who unsubscribed stays so, whatever happens, until they come back themselves", () => {
  fc.assert(
    fc.property(anyEvents, anyEvents, (before, after) => {
      const gone = run(["unsubscribe"], run(before));
      const later = run(
        after.filter((event) => event !== "resubscribe"),
        gone,
      );
      expect(later.status).toBe("unsubscribed");
    }),
  );
});

test("only who receives mail can bounce softly, and soft bounces are counted while they last", () => {
  fc.assert(
    fc.property(anyEvents, (happened) => {
      const { status, softBounces } = run(happened);
      expect(ContactStatus.options).toContain(status);
      if (status === "soft_bounced") expect([1, 2]).toContain(softBounces);
      else if (status !== "invalid") expect(softBounces).toBe(0);
    }),
  );
});

test("three soft bounces in a row make invalid, and a delivery between them begins anew", () => {
  expect(run(["soft_bounce", "soft_bounce", "soft_bounce"]).status).toBe("invalid");
  expect(run(["soft_bounce", "soft_bounce", "deliver", "soft_bounce", "soft_bounce"])).toMatchObject({
    status: "soft_bounced",
    softBounces: 2,
  });
  expect(run(["engage", "soft_bounce", "deliver"]).status).toBe("confirmed");
});

test.each(["awaiting", "under_review"] as const)(
  "nothing that mail does moves %s into receiving but what it is for",
  (status) => {
    const own = status === "awaiting" ? "confirm" : "approve";
    for (const event of events.filter((other) => other !== own)) {
      expect(receivingStatuses as readonly string[]).not.toContain(run([event], { ...start, status }).status);
    }
    expect(receivingStatuses as readonly string[]).toContain(run([own], { ...start, status }).status);
  },
);

test("the database moves contacts by the same rules", async () => {
  const account = await makeAccount();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...events), { maxLength: 12 }), async (happened) => {
      const kept = await as(account, async (tenant) => {
        const consent = { source: "signup_form", wording: "" } as const;
        const email = `p-${newId()}@example.com`;
        const id = await createContact(tenant, { email, name: "", fields: {}, listIds: [], consent });
        for (const event of happened) await applyContactEvent(tenant, { event, contactIds: [id] });
        return getContact(tenant, id);
      });
      const wanted = run(happened);
      expect({ status: kept.status, engaged: kept.lastEngagedAt !== null }).toEqual({
        status: wanted.status,
        engaged: wanted.engaged,
      });
      expect(kept.softBounces).toBe(wanted.softBounces);
    }),
    { numRuns: 60 },
  );
});

test("unsubscribing twice is one withdrawal", async () => {
  const account = await makeAccount();
  const consent = { source: "event", wording: "At the counter" } as const;
  const id = await as(account, (tenant) =>
    createContact(tenant, { email: "ana@example.com", name: "", fields: {}, listIds: [], consent }),
  );
  const leave = () => as(account, (tenant) => unsubscribeContact(tenant, { contactId: id }));
  const left = await Promise.all([leave(), leave()]);
  expect(left.map(Number).toSorted((a, b) => a - b)).toEqual([0, 1]);
});
