import { expect, test } from "vitest";
import { note } from "@/lib/deliveries/note";
import { pauseSending } from "@/lib/deliveries";
import { startSending } from "@/lib/deliveries/start";
import { readSending } from "@/lib/reports";
import { as, makeAccount } from "@/tests/support/accounts";
import { launchTo } from "@/tests/support/campaigns";

test("many dead addresses do not push out of the log that it began and was paused", async () => {
  const account = await makeAccount();
  const { campaignId } = await launchTo(account, 1);
  await startSending({ accountId: account.accountId, campaignId });
  await as(account, (tenant) => pauseSending(tenant, campaignId));
  for (let at = 0; at < 40; at++)
    await as(account, (tenant) => note(tenant, { campaignId, kind: "bounced", detail: { email: `gone-${at}` } }));
  const { log } = await as(account, (tenant) => readSending(tenant, campaignId));
  expect(log.map(({ kind }) => kind)).toEqual([...Array<string>(10).fill("bounced"), "paused", "started", "launched"]);
  expect(log[0]!.detail).toEqual({ email: "gone-39" });
});
