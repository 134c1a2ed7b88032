import { expect, test } from "vitest";
import {
  createCampaign,
  deleteDraft,
  duplicateCampaign,
  freezeCampaign,
  keepCopy,
  listCampaigns,
  moveCampaign,
  saveCampaign,
} from "@/lib/campaigns";
import { SaveCampaign } from "@/lib/campaigns/schema";
import { as, makeAccount } from "@/tests/support/accounts";
import { makeDraft, readDraft } from "@/tests/support/drafts";

test("a draft begins with the latest sender and the only list, and keeps what is saved", async () => {
  const account = await makeAccount({ name: "Sample Books" });
  const first = await as(account, (tenant) => createCampaign(tenant, { name: "First" }));
  const begun = { fromName: "Sample Books", fromEmail: account.email, listId: null };
  expect(await readDraft(account, first.id)).toMatchObject(begun);

  const { listId, content, campaignId } = await makeDraft(account);
  expect(await readDraft(account, campaignId)).toMatchObject({ ...content, status: "draft", version: 2 });

  const next = await as(account, (tenant) => createCampaign(tenant, { name: "Next" }));
  expect(await readDraft(account, next.id)).toMatchObject({ fromEmail: "letter@news.example.com", listId });
});

test("a second tab that saves on an older version is told, overwrites nothing, and can keep its text", async () => {
  const account = await makeAccount();
  const { campaignId, version, content } = await makeDraft(account);
  const save = (subject: string) =>
    as(account, (tenant) => saveCampaign(tenant, { campaignId, version, ...content, subject }));

  const tabs = await Promise.allSettled([save("From tab one"), save("From tab two")]);

  expect(tabs.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const lost = tabs.find((tab) => tab.status === "rejected");
  expect(lost?.reason).toMatchObject({ code: "conflict", reason: "campaign_changed_elsewhere" });
  const kept = await readDraft(account, campaignId);
  expect(kept.version).toBe(version + 1);

  const other = kept.subject === "From tab one" ? "From tab two" : "From tab one";
  const copy = await as(account, (tenant) => keepCopy(tenant, { campaignId, ...content, subject: other }));
  expect(await readDraft(account, copy.id)).toMatchObject({ subject: other, status: "draft" });
});

test("the same save asked for twice is one, so that a lost answer is no conflict", async () => {
  const account = await makeAccount();
  const { campaignId, version, content } = await makeDraft(account);
  const input = { campaignId, version, ...content, subject: "Once" };
  const once = await as(account, (tenant) => saveCampaign(tenant, input));
  const again = await as(account, (tenant) => saveCampaign(tenant, input));
  expect(again).toEqual(once);
});

test("what is on its way is neither changed nor deleted", async () => {
  const account = await makeAccount();
  const { campaignId, version, content } = await makeDraft(account);
  await as(account, (tenant) => moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled" }));
  await expect(
    as(account, (tenant) => saveCampaign(tenant, { campaignId, version, ...content, subject: "Late" })),
  ).rejects.toMatchObject({ reason: "campaign_not_draft" });
  await expect(as(account, (tenant) => deleteDraft(tenant, campaignId))).rejects.toMatchObject({
    reason: "campaign_not_deletable",
  });
});

test("a copy has the content and none of the fate; a draft can be deleted", async () => {
  const account = await makeAccount();
  const { campaignId, content } = await makeDraft(account);
  await as(account, (tenant) => freezeCampaign(tenant, campaignId));
  await as(account, (tenant) => moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled" }));
  const { id } = await as(account, (tenant) => duplicateCampaign(tenant, campaignId, "Copy"));
  expect(await readDraft(account, id)).toMatchObject({ ...content, name: "Copy", status: "draft", version: 1 });
  await as(account, (tenant) => deleteDraft(tenant, id));
  await expect(readDraft(account, id)).rejects.toMatchObject({ code: "not_found" });
});

test("of two who move a campaign on, one does; and no one moves it where it cannot go", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const launch = () =>
    as(account, (tenant) =>
      moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled", set: { startsAt: null } }),
    );
  expect((await Promise.all([launch(), launch()])).filter(Boolean)).toHaveLength(1);
  await expect(
    as(account, (tenant) => moveCampaign(tenant, { campaignId, from: ["draft"], to: "sent" })),
  ).rejects.toThrow("does not go from draft to sent");
});

test("the list of campaigns pages by key, forth and back, and narrows by status", async () => {
  const account = await makeAccount();
  const names = ["1", "2", "3", "4", "5"];
  for (const name of names) await as(account, (tenant) => createCampaign(tenant, { name }));
  const page = (filter: Parameters<typeof listCampaigns>[1]) =>
    as(account, (tenant) => listCampaigns(tenant, filter, 2));
  const first = await page({});
  const second = await page({ older: first.older! });
  const third = await page({ older: second.older! });
  expect([first, second, third].map(({ campaigns }) => campaigns.map(({ name }) => name))).toEqual([
    ["5", "4"],
    ["3", "2"],
    ["1"],
  ]);
  expect([first.newer, third.older]).toEqual([null, null]);
  expect(await page({ newer: third.newer! })).toMatchObject({ campaigns: second.campaigns });
  expect((await page({ status: "sent" })).campaigns).toEqual([]);
});

test.each(["a\r\nBcc: x@example.com", "a\nb", "a\u0000", "a\u2028b"])(
  "%j is refused in every field that becomes a header",
  (hostile) => {
    for (const field of ["subject", "preheader", "fromName", "fromEmail", "name"] as const)
      expect(SaveCampaign.shape[field].safeParse(hostile).success).toBe(false);
  },
);
