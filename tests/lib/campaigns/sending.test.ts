import { expect, inject, test } from "vitest";
import { listConfirmedMembers } from "@/lib/accounts";
import {
  checkCampaign,
  createCampaign,
  deleteDraft,
  duplicateCampaign,
  freezeCampaign,
  getCampaign,
  keepCopy,
  loadPlan,
  moveCampaign,
  previewCampaign,
  saveCampaign,
  sendTest,
} from "@/lib/campaigns";
import { mailTest } from "@/lib/campaigns/jobs";
import { createContact, unsubscribeContact, updateList } from "@/lib/contacts";
import { inSystem } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import { startQueue } from "@/lib/platform/queue";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { consent } from "@/tests/support/contacts";
import { makeDraft } from "@/tests/support/drafts";
import { sampleUrls } from "@/tests/support/mail-content";

test("the check names who gets it and who does not, and becomes ready when the errors are mended", async () => {
  const account = await makeAccount();
  const bare = await as(account, (tenant) => createCampaign(tenant, { name: "Bare" }));
  const before = await as(account, (tenant) => checkCampaign(tenant, bare.id));
  expect(before).toMatchObject({ audience: null, ready: false });
  expect(before.findings.map(({ code }) => code)).toContain("list_missing");

  const { campaignId, contactIds } = await makeDraft(account, { people: ["ana", "bento", "clara"] });
  await as(account, (tenant) => unsubscribeContact(tenant, { contactId: contactIds[0]! }));
  const check = await as(account, (tenant) => checkCampaign(tenant, campaignId));
  expect(check.ready).toBe(true);
  expect(check.audience).toMatchObject({ total: 3, receives: 2, excluded: { unsubscribed: 1 } });
});

test("a list without anyone to write to stops the sending", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, { people: [] });
  const { findings, ready } = await as(account, (tenant) => checkCampaign(tenant, campaignId));
  expect({ ready, codes: findings.map(({ code }) => code) }).toEqual({ ready: false, codes: ["audience_empty"] });
});

test("a custom field is known once the account has it", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, {
    change: { mode: "code", code: "<p>{{ city | default: 'x' }}</p>" },
  });
  const { findings } = await as(account, (tenant) => checkCampaign(tenant, campaignId));
  expect(findings).toEqual([{ severity: "error", code: "merge_unknown", where: "content", about: "city" }]);
});

test("a preview reads as the chosen contact would, tracks nothing and names the sender", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const joao = await as(account, (tenant) =>
    createContact(tenant, { email: "joao@example.com", name: "João <b>Reis", fields: {}, listIds: [], consent }),
  );
  const preview = await as(account, (tenant) => previewCampaign(tenant, campaignId, { contactId: joao }));
  expect(preview.subject).toBe("Nine books for João");
  expect(preview.html).toContain("Good evening João");
  expect(preview.html).toContain('href="https://books.example/list?a=1&amp;b=2"');
  expect(preview).toMatchObject({ preheader: "For the first cold evenings", from: { name: "Sample Books" } });
});

test("what is frozen stays as it was, links and all, whatever is changed afterwards", async () => {
  const account = await makeAccount();
  const { campaignId, version, content } = await makeDraft(account);
  await expect(as(account, (tenant) => loadPlan(tenant, campaignId))).rejects.toMatchObject({ code: "conflict" });
  await as(account, (tenant) => freezeCampaign(tenant, campaignId));
  await as(account, (tenant) => saveCampaign(tenant, { campaignId, version, ...content, subject: "Changed" }));

  const plan = await as(account, (tenant) => loadPlan(tenant, campaignId));
  const mail = plan.render({ email: "ana@example.com", name: "Ana Prado", fields: {} }, sampleUrls);
  expect(mail.subject).toBe("Nine books for Ana");
  expect(mail.html).toContain('href="https://go.example/c/1?a=1&amp;b=2"');
  expect(plan).toMatchObject({ from: { name: "Sample Books", address: "letter@news.example.com" }, links: 1 });
  const links = await as(account, ({ accountId, db }) =>
    db.campaignLink.findMany({ where: { accountId, campaignId } }),
  );
  expect(links).toMatchObject([{ no: 1, url: "https://books.example/list?a=1&b=2", label: "the list" }]);
});

test("what left is shown as it left", async () => {
  const account = await makeAccount();
  const { campaignId, listId } = await makeDraft(account);
  await as(account, async (tenant) => {
    await freezeCampaign(tenant, campaignId);
    await moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled" });
    await updateList(tenant, {
      listId,
      name: "Renamed",
      company: "",
      description: "",
      address: "",
      phone: "",
      site: "",
    });
  });
  const { html, preheader } = await as(account, (tenant) => previewCampaign(tenant, campaignId));
  expect(html).toContain("because you are on the list Readers.");
  expect(html).toContain('href="https://books.example/list?a=1&amp;b=2"');
  expect(html).not.toContain("go.example");
  expect(preheader).toBe("For the first cold evenings");
});

test("a campaign with errors is not frozen", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, { change: { subject: "" } });
  await expect(as(account, (tenant) => freezeCampaign(tenant, campaignId))).rejects.toMatchObject({
    reason: "campaign_not_ready",
  });
});

test("a test reaches the chosen members once each, marked, with a way out that leads nowhere", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const sent = await as(account, (tenant) => sendTest(tenant, { campaignId, to: [account.userId] }));
  expect(sent.to).toEqual([account.email]);

  const queue = await startQueue({ url: inject("databaseUrl"), jobs: [mailTest], signal: AbortSignal.timeout(20_000) });
  try {
    await expect.poll(() => outbox(account).then((mails) => mails.length), { timeout: 15_000 }).toBe(1);
  } finally {
    await queue.stop();
  }
  const [mail] = await outbox(account);
  expect(mail).toMatchObject({ toAddress: account.email, subject: "[Test] Nine books for Ana" });
  expect(mail!.html).toContain('href="http://localhost:3000/#test"');
  expect(
    await as(account, ({ accountId, db }) => db.campaign.findFirst({ where: { accountId, id: campaignId } })),
  ).toMatchObject({ status: "draft", frozen: null });
});

test("a test goes to confirmed members of the account only", async () => {
  const [account, other] = [await makeAccount(), await makeAccount()];
  const { campaignId } = await makeDraft(account);
  for (const to of [[other.userId], [newId()], [account.userId, other.userId]])
    await expect(as(account, (tenant) => sendTest(tenant, { campaignId, to }))).rejects.toMatchObject({
      reason: "test_reader_unknown",
    });
  await inSystem((db) => db.user.update({ where: { id: account.userId }, data: { confirmedAt: null } }));
  expect(await as(account, listConfirmedMembers)).toEqual([]);
});

test("the sixth test at once is refused, and a minute later there is room for three", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  const noon = new Date("2030-01-01T12:00:00Z");
  const ask = (now: Date) => as(account, (tenant) => sendTest(tenant, { campaignId, to: [account.userId] }, now));
  for (let n = 0; n < 5; n++) await ask(noon);
  await expect(ask(noon)).rejects.toMatchObject({ code: "rate_limited" });
  const later = new Date(noon.getTime() + 60_000);
  for (let n = 0; n < 3; n++) await ask(later);
  await expect(ask(later)).rejects.toMatchObject({ code: "rate_limited" });
});

test("a stranger's campaigns and contacts are not found, and nothing of theirs changes", async () => {
  const [ours, theirs] = [await makeAccount(), await makeAccount()];
  const { campaignId, version, content, contactIds, listId } = await makeDraft(theirs);
  const own = await makeDraft(ours);
  const before = await as(theirs, (tenant) => getCampaign(tenant, campaignId));
  const tries = [
    () => as(ours, (tenant) => getCampaign(tenant, campaignId)),
    () => as(ours, (tenant) => saveCampaign(tenant, { campaignId, version, ...content, listId: null })),
    () =>
      as(ours, (tenant) => saveCampaign(tenant, { campaignId: own.campaignId, version: 2, ...own.content, listId })),
    () => as(ours, (tenant) => duplicateCampaign(tenant, campaignId, "Mine")),
    () => as(ours, (tenant) => keepCopy(tenant, { campaignId, ...content })),
    () => as(ours, (tenant) => deleteDraft(tenant, campaignId)),
    () => as(ours, (tenant) => previewCampaign(tenant, campaignId)),
    () => as(ours, (tenant) => previewCampaign(tenant, own.campaignId, { contactId: contactIds[0] })),
    () => as(ours, (tenant) => checkCampaign(tenant, campaignId)),
    () => as(ours, (tenant) => freezeCampaign(tenant, campaignId)),
    () => as(ours, (tenant) => loadPlan(tenant, campaignId)),
    () => as(ours, (tenant) => sendTest(tenant, { campaignId, to: [ours.userId] })),
    () => as(ours, (tenant) => sendTest(tenant, { ...own, to: [ours.userId], contactId: contactIds[0] })),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  expect(await as(ours, (tenant) => moveCampaign(tenant, { campaignId, from: ["draft"], to: "scheduled" }))).toBe(
    false,
  );
  expect(await as(theirs, (tenant) => getCampaign(tenant, campaignId))).toEqual(before);
});

function outbox({ accountId }: TestAccount) {
  return inSystem((db) => db.outboxMail.findMany({ where: { accountId } }));
}
