import { expect, test } from "vitest";
import { claimDeliveries } from "@/lib/deliveries/claim";
import { freezeChunk } from "@/lib/deliveries/freeze";
import { giveBack, sweepLeases } from "@/lib/deliveries/lease";
import type { Outcome } from "@/lib/deliveries/outcome";
import { settleDeliveries, type Settlement } from "@/lib/deliveries/settle";
import { startSending } from "@/lib/deliveries/start";
import { inSystem } from "@/lib/platform/db";
import { makeAccount } from "@/tests/support/accounts";
import { launchCounted, type Launched } from "@/tests/support/faults";
import { chanceFor, type Chance } from "@/tests/support/seed";

const PEOPLE = 480; // three times as many fit into the credits that come with a list
const HANDS = 6;
const TURNS = 40;
const accepted: Outcome = { kind: "accepted", code: 250, enhanced: "2.0.0", text: "Kept" };
const answers: Outcome[] = [
  accepted,
  accepted,
  accepted,
  { kind: "deferred", code: 451, enhanced: "4.3.0", text: "Later" },
  { kind: "hard_bounce", code: 550, enhanced: "5.1.1", text: "Nobody here" },
  { kind: "policy", code: 550, enhanced: "5.7.1", text: "Not from you" },
];

type Held = { sending: Launched; token: string; seq: number; triedBefore: boolean };

test("many hands at three campaigns of one account never wait for each other in a ring", async () => {
  const chance = chanceFor("rings");
  const account = await makeAccount();
  const sendings: Launched[] = [];
  for (let n = 0; n < 3; n++) sendings.push(await launchCounted(PEOPLE, account));
  for (const sending of sendings) {
    await startSending(sending);
    await freezeChunk(sending, PEOPLE);
  }
  await inSystem((db) =>
    db.deliveryRun.updateMany({ where: { accountId: account.accountId }, data: { refusalsLeft: 100_000 } }),
  );
  const rings: unknown[] = [];
  let taken = 0;
  const unlessRing = <T>(work: Promise<T>, instead: T): Promise<T> =>
    work.catch((error: { code?: string }) => {
      if (error.code !== DEADLOCK) throw error;
      rings.push(error);
      return instead;
    });
  const hand = async (owner: string) => {
    for (let turn = 0; turn < TURNS; turn++) {
      const claims = inAnyOrder(sendings, chance).map((sending) => unlessRing(claim(sending, owner), []));
      const held = (await Promise.all(claims)).flat();
      taken += held.length;
      const back = held.filter(() => chance.next() < 0.5);
      const told = held.filter((one) => !back.includes(one)).map((one) => settlementOf(one, chance));
      await unlessRing(settleDeliveries(told), []);
      await unlessRing(giveBack(back.map(unsentOf)), undefined);
      await unlessRing(sweepLeases(), 0);
    }
  };
  await Promise.all(Array.from({ length: HANDS }, (_, n) => hand(`hand-${n}`)));
  expect(rings).toEqual([]);
  expect(taken).toBeGreaterThan(PEOPLE);
});

const DEADLOCK = "40P01";

async function claim(sending: Launched, owner: string): Promise<Held[]> {
  const { accountId, campaignId } = sending;
  const claimed = await claimDeliveries({ accountId, campaignId, owner, most: 8, leaseSeconds: 60 });
  if (typeof claimed === "string") return [];
  return claimed.rows.map(({ seq, attempts }) => ({
    sending,
    token: claimed.token,
    seq,
    triedBefore: attempts > 0,
  }));
}

function settlementOf({ sending, token, seq, triedBefore }: Held, chance: Chance): Settlement {
  const outcome = answers[chance.between(0, answers.length)]!;
  const { accountId, campaignId } = sending;
  return { accountId, campaignId, seq, token, outcome, triedBefore, delayMs: 1 };
}

function unsentOf({ sending, token, seq }: Held) {
  const { accountId, campaignId } = sending;
  return { accountId, campaignId, token, rows: [{ seq, notBeforeMs: 0 }] };
}

function inAnyOrder<T>(list: T[], chance: Chance): T[] {
  return list
    .map((one) => ({ one, at: chance.next() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
