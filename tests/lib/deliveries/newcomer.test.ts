import pg from "pg";
import { expect, inject, test } from "vitest";
import { claimDeliveries } from "@/lib/deliveries/claim";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { settleDeliveries } from "@/lib/deliveries/settle";
import { startSending } from "@/lib/deliveries/start";
import { launchCounted, type Launched } from "@/tests/support/faults";

const OTHERS = [6_000, 4_000, 8_000];
const PEOPLE = 20_000;
const SENT = 1_000;
const AT_ONCE = 8;
const accepted = { kind: "accepted" as const, code: 250, enhanced: "2.0.0", text: "Kept" };

test("a campaign of an account that the statistics do not know yet goes out in seconds: everything is found by its key", async () => {
  for (const n of OTHERS) await writeDown(await launchCounted(n));
  await analyze();
  const sending = await launchCounted(PEOPLE);
  const begun = performance.now();
  await writeDown(sending);
  for (let sent = 0; sent < SENT; sent += AT_ONCE) await sendSome(sending);
  // It takes about one second. Read through for each of them, as any index that begins with the account would allow, it takes minutes.
  expect(performance.now() - begun).toBeLessThan(20_000);
}, 180_000);

async function writeDown(sending: Launched): Promise<void> {
  await startSending(sending);
  while ((await freezeChunk(sending, 5_000)) > 0);
}

async function sendSome({ accountId, campaignId }: Launched): Promise<void> {
  const claim = await claimDeliveries({ accountId, campaignId, owner: "test", most: AT_ONCE, leaseSeconds: 60 });
  if (typeof claim === "string") throw new Error(claim);
  const same = { accountId, campaignId, token: claim.token, outcome: accepted, triedBefore: false, delayMs: 0 };
  await settleDeliveries(claim.rows.map(({ seq }) => ({ ...same, seq })));
}

async function analyze(): Promise<void> {
  const client = new pg.Client({ connectionString: inject("databaseUrl") });
  await client.connect();
  await client.query("ANALYZE contact, membership, delivery");
  await client.end();
}
