import { afterAll, beforeAll, expect, test } from "vitest";
import { getClient, searchAccounts, suspendAccount, type Staff } from "@/lib/backoffice";
import { AccountQuery } from "@/lib/backoffice/schema";
import { suppressAddress } from "@/lib/contacts";
import { receiveMail } from "@/lib/inbound";
import { inSystem } from "@/lib/platform/db";
import { listRecipients } from "@/lib/reports";
import { RecipientFilter } from "@/lib/reports/schema";
import { leaveByLink } from "@/lib/tracking";
import { as } from "@/tests/support/accounts";
import { launchTo, proofOf, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { makePerson } from "@/tests/support/people";
import { bounceOf } from "@/tests/support/returned";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay({
    behave: (address) =>
      address.startsWith("gone") ? { do: "refuse", at: "rcpt", reply: "550 5.1.1 No such mailbox" } : { do: "accept" },
  });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const asStaff = async <T>(work: (staff: Staff) => Promise<T>) => {
  const { userId } = await makePerson({ isStaff: true });
  return inSystem((db) => work({ userId, name: "Sample Staff", db }));
};

test("staff read what an account sent in thirty days and what came back", async () => {
  const account = await engine.makeAccount();
  const { accountId } = account;
  const { campaignId, emails } = await launchTo(account, 20, (at) => (at < 5 ? `gone-${at}` : `here-${at}`));
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  await as(account, (tenant) => suppressAddress(tenant, { email: emails[7]!, reason: "complaint" }));
  const { seq } = await inSystem((db) =>
    db.delivery.findFirstOrThrow({ where: { accountId, campaignId, email: emails[9]! } }),
  );
  await leaveByLink({ accountId, campaignId, seq }, "list");

  // One that was accepted comes back a moment later.
  const late = await inSystem((db) =>
    db.delivery.findFirstOrThrow({ where: { accountId, campaignId, email: emails[11]! } }),
  );
  const report = bounceOf(
    { accountId, campaignId, seq: late.seq },
    { email: emails[11]!, reply: "550 5.1.1 User unknown" },
  );
  await receiveMail({ ...report, source: "listener" });

  const figures = { sent: 15, bounced: 6, complaints: 1, unsubscribes: 1 };
  expect(await asStaff((staff) => getClient(staff, accountId))).toMatchObject({ figures, contacts: 20 });
  const query = AccountQuery.parse({ q: account.email });
  expect((await asStaff((staff) => searchAccounts(staff, query))).rows).toMatchObject([{ id: accountId, figures }]);

  const inFiveWeeks = new Date(Date.now() + 35 * 86_400_000);
  const found = (show: string) =>
    as(account, (tenant) => listRecipients(tenant, campaignId, RecipientFilter.parse({ show })));
  const returned = (await found("returned")).recipients;
  expect(returned.map(({ state }) => state).toSorted()).toEqual([
    "accepted",
    ...Array.from({ length: 5 }, () => "failed"),
  ]);
  expect((await found("opened")).recipients).toEqual([]);
  const later = await asStaff((staff) => getClient(staff, accountId, inFiveWeeks));
  expect(later.figures).toEqual({ sent: 0, bounced: 0, complaints: 0, unsubscribes: 0 });
});

test("suspending an account stops what it is sending, and nobody is lost", async () => {
  const account = await engine.makeAccount();
  const { accountId } = account;
  const { campaignId } = await launchTo(account, 3_000);
  await until(async () => ((await proofOf(account, campaignId)).counts.accepted ?? 0) > 0);
  await asStaff((staff) => suspendAccount(staff, { accountId, reason: "Complaints of three readers on one day." }));
  await until(async () => (await statusOf(account, campaignId)) === "paused");
  const { counts } = await proofOf(account, campaignId);
  expect(counts.accepted).toBeLessThan(3_000);
  expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(3_000);
});
