import { expect, test } from "vitest";
import { as } from "@/tests/support/accounts";
import { runEngine } from "@/tests/support/campaigns";
import { startCountingSink } from "@/tests/support/counting-sink";
import { launchCounted, note, sized, untilSent } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { badHabits } from "@/tests/support/relay-habits";
import { chanceFor } from "@/tests/support/seed";

test.each(badHabits)(
  "a relay with this habit: $name",
  async ({ name, make, mails: few, engine: options, ...rest }) => {
    const begun = performance.now();
    const chance = chanceFor(name);
    const mails = few * sized(1, 10);
    const sink = await startCountingSink({ ...rest.sink, habit: make(chance) });
    const engine = runEngine(sink, { pace: { restMs: 200 }, ...options });
    try {
      const domains = (rest.domains ?? 0) * sized(1, 10);
      const local = domains > 0 ? (at: number) => `reader-${at}@d${at % domains}.example.com` : undefined;
      const sending = await launchCounted(mails, await engine.makeAccount(), local);
      await untilSent(sending, 90);
      // The connection is lost with an answer that is not given: the one on it is the one that may come twice.
      const unanswered = await countUnanswered(sending);
      const bound = rest.mayRepeat ? unanswered : 0;
      const { lost, duplicates, phantom, states } = await expectKept(sending, sink, { duplicates: bound });
      expect(states).toEqual({ accepted: mails });
      if (rest.mayRepeat) expect(duplicates).toBe(unanswered);
      if (!rest.sink) expect(sink.odd()).toBeGreaterThan(0); // it did have the habit
      if (rest.inLockStep) expect(sink.ahead()).toBe(0);
      if (rest.triedOnce) expect(await countTried(sending, 2)).toBe(0);
      else if (!rest.sink) expect(await countTried(sending, 2)).toBeGreaterThan(0);
      note(`relay: ${name}`, begun, { mails, lost, duplicates, bound, phantom, seed: chance.seed });
    } finally {
      await engine.stop();
      await sink.close();
    }
  },
  sized(2, 10) * 60_000,
);

function countUnanswered({ account, campaignId }: Awaited<ReturnType<typeof launchCounted>>): Promise<number> {
  return as(account, ({ db }) => db.deliveryAttempt.count({ where: { campaignId, outcome: "ambiguous" } }));
}

/** How many people were tried so often or more. */
function countTried({ account, campaignId }: Awaited<ReturnType<typeof launchCounted>>, times: number) {
  return as(account, ({ db }) => db.delivery.count({ where: { campaignId, attempts: { gte: times } } }));
}
