import { afterEach, expect, test } from "vitest";
import { checkCampaign } from "@/lib/campaigns";
import { launchCampaign } from "@/lib/deliveries";
import { env } from "@/lib/platform/env";
import { inAccount } from "@/lib/platform/db";
import { addDomain, addSender, saveRelay } from "@/lib/senders";
import { AddSender, RelayForm } from "@/lib/senders/schema";
import { as, makeAccount, type TestAccount } from "@/tests/support/accounts";
import { makeDraft } from "@/tests/support/drafts";

const settings = env();
const sandbox = settings.MAILBOX_URL;
afterEach(() => Object.assign(settings, { MAILBOX_URL: sandbox, ALLOW_UNVERIFIED_SENDERS: false }));

const errors = async (account: TestAccount, campaignId: string) => {
  const { findings } = await as(account, (tenant) => checkCampaign(tenant, campaignId));
  return findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
};
const launch = (account: TestAccount, campaignId: string) =>
  as(account, (tenant) => launchCampaign(tenant, { campaignId }));
const become = ({ accountId }: TestAccount, state: string) =>
  inAccount(accountId, (db) => db.sendingDomain.updateMany({ data: { state } }));

test("where mail leaves the machine, only a confirmed address of a verified domain sends", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account); // from letter@news.example.com
  expect(await errors(account, campaignId)).toEqual([]);
  delete settings.MAILBOX_URL;
  expect(await errors(account, campaignId)).toEqual(["from_not_confirmed", "from_domain_missing"]);
  await expect(launch(account, campaignId)).rejects.toMatchObject({ reason: "campaign_not_ready" });

  await as(account, (tenant) => addDomain(tenant, { domain: "example.com" }));
  expect(await errors(account, campaignId)).toEqual(["from_not_confirmed", "from_domain_waiting"]);
  await become(account, "broken");
  expect(await errors(account, campaignId)).toEqual(["from_not_confirmed", "from_domain_broken"]);
  await become(account, "verified");
  await as(account, (tenant) =>
    addSender(tenant, AddSender.parse({ name: "News", address: "letter@news.example.com" })),
  );
  expect(await errors(account, campaignId)).toEqual(["from_not_confirmed"]);
  await expect(launch(account, campaignId)).rejects.toMatchObject({ reason: "campaign_not_ready" });
  await inAccount(account.accountId, (db) => db.sender.updateMany({ data: { confirmedAt: new Date() } }));
  expect(await errors(account, campaignId)).toEqual([]);
  expect(await launch(account, campaignId)).toMatchObject({ receives: 1 });
});

test("the address somebody signs in with is confirmed already", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account, { change: { fromEmail: account.email } });
  delete settings.MAILBOX_URL;
  expect(await errors(account, campaignId)).toEqual(["from_domain_missing"]);
});

test("an account that brings its own relay sends for real, also beside the sandbox", async () => {
  const account = await makeAccount();
  const { campaignId } = await makeDraft(account);
  await as(account, (tenant) => saveRelay(tenant, RelayForm.parse({ kind: "smtp", host: "smtp.example.com" })));
  expect(await errors(account, campaignId)).toEqual(["from_not_confirmed", "from_domain_missing"]);
  settings.ALLOW_UNVERIFIED_SENDERS = true;
  expect(await errors(account, campaignId)).toEqual([]);
});
