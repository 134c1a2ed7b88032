import { simpleParser } from "mailparser";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderLetter } from "@/lib/deliveries";
import { newId } from "@/lib/platform/ids";
import { as } from "@/tests/support/accounts";
import { launchTo, makeCampaign, makeReaders, runEngine, statusOf, until } from "@/tests/support/campaigns";
import { startRelay, type Relay } from "@/tests/support/relay";

let relay: Relay;
let engine: ReturnType<typeof runEngine>;
beforeAll(async () => {
  relay = await startRelay({ keepRaw: true });
  engine = runEngine(relay);
});
afterAll(async () => {
  await engine.stop();
  await relay.close();
});

const undated = (raw: string) => raw.replace(/^Date: .*$/m, "Date:").trimEnd();

test("what is rendered for somebody who got it is what the relay was handed, to the byte but for the time", async () => {
  const account = await engine.makeAccount();
  const { campaignId, contactIds, emails } = await launchTo(account, 5);
  await until(async () => (await statusOf(account, campaignId)) === "sent");
  for (const [at, contactId] of contactIds.entries()) {
    const letter = await as(account, (tenant) => renderLetter(tenant, campaignId, contactId));
    expect(letter).toMatchObject({ to: emails[at], seq: at + 1 });
    expect(undated(letter.raw.toString("latin1"))).toBe(undated(relay.raw.get(emails[at]!)!));
  }
});

test("a draft is rendered as it stands, with the values of that person, and stays a draft", async () => {
  const account = await engine.makeAccount();
  const { listId, contactIds } = await makeReaders(account, 2);
  const campaignId = await makeCampaign(account, listId);
  const { raw, seq } = await as(account, (tenant) => renderLetter(tenant, campaignId, contactIds[1]!));
  const mail = await simpleParser(raw);
  expect(seq).toBeNull();
  expect(mail.subject).toBe("Nine books for Reader");
  expect(mail.html).toContain("/u/");
  expect(await statusOf(account, campaignId)).toBe("draft");
  const { frozen } = await as(account, ({ db }) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  expect(frozen).toBeNull();
});

test("a stranger's campaign and an unknown person are not found", async () => {
  const [ours, theirs] = [await engine.makeAccount(), await engine.makeAccount()];
  const { listId, contactIds } = await makeReaders(theirs, 1);
  const campaignId = await makeCampaign(theirs, listId);
  const tries = [
    () => as(ours, (tenant) => renderLetter(tenant, campaignId, contactIds[0]!)),
    () => as(theirs, (tenant) => renderLetter(tenant, campaignId, newId())),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
});
