import { expect, test } from "vitest";
import { saveParticulars } from "@/lib/accounts";
import { newId } from "@/lib/platform/ids";
import { readOverview } from "@/lib/reports";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";

const addContacts = (account: TestAccount, status: string, count: number) =>
  as(account, async ({ accountId, db }) => {
    for (let no = 0; no < count; no++) {
      const id = newId();
      const email = `${id}@example.com`;
      await db.contact.create({ data: { accountId, id, email, emailKey: email, status } });
    }
  });

const addCampaign = (account: TestAccount, name: string, startedAt: Date | null = null) =>
  as(account, ({ accountId, db }) =>
    db.campaign.create({ data: { accountId, id: newId(), name, status: startedAt ? "sent" : "draft", startedAt } }),
  );

test("a new account has everything before it, and nothing yet", async () => {
  const account = await makeAccount();
  await as(account, (tenant) =>
    saveParticulars(tenant, { name: "New", locale: "en", timeZone: "UTC", postalAddress: "" }),
  );
  const { done, campaigns, health } = await as(account, readOverview);
  expect(done).toEqual({ address: false, contacts: false, campaign: false, send: false });
  expect(campaigns).toEqual([]);
  expect(health).toMatchObject({ total: 0, reachable: 0 });
});

test("each step is done by what the data holds, and undone when it is gone", async () => {
  const account = await makeAccount();
  const done = async () => (await as(account, readOverview)).done;
  expect(await done()).toMatchObject({ address: true, contacts: false, campaign: false, send: false });
  await addContacts(account, "unknown", 1);
  expect(await done()).toMatchObject({ contacts: true, campaign: false, send: false });
  await addCampaign(account, "First");
  expect(await done()).toMatchObject({ campaign: true, send: false });
  await addCampaign(account, "Second", new Date());
  expect(await done()).toMatchObject({ send: true });

  await as(account, ({ accountId, db }) => db.contact.deleteMany({ where: { accountId } }));
  expect(await done()).toMatchObject({ contacts: false });
});

test("every contact stands in one line, and those who would get a mail are counted by the life-cycle", async () => {
  const account = await makeAccount();
  const stand = { unknown: 1, valid: 2, confirmed: 3, soft_bounced: 1, awaiting: 2, under_review: 1, invalid: 1 };
  for (const [status, count] of Object.entries(stand)) await addContacts(account, status, count);
  await addContacts(account, "unsubscribed", 2);
  const { health } = await as(account, readOverview);
  expect(health).toEqual({
    total: 13,
    reachable: 7,
    awaiting: 2,
    underReview: 1,
    softBounced: 1,
    invalid: 1,
    unsubscribed: 2,
    suppressed: 0,
  });
});

test("the latest six campaigns are shown, the newest first, and those of others never", async () => {
  const [mine, theirs] = [await makeAccount(), await makeAccount()];
  for (let no = 1; no <= 7; no++) await addCampaign(mine, `Letter ${no}`);
  await addCampaign(theirs, "Theirs");
  const { campaigns } = await as(mine, readOverview);
  expect(campaigns.map(({ name }) => name)).toEqual([7, 6, 5, 4, 3, 2].map((no) => `Letter ${no}`));
});
