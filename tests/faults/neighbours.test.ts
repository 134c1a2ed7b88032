import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createTrackingHandler } from "@/lib/tracking";
import { inSystem } from "@/lib/platform/db";
import { makeAccount } from "@/tests/support/accounts";
import { until } from "@/tests/support/campaigns";
import { arrivedOf, launchCounted, note, sized, startFloor, untilSent, type Launched } from "@/tests/support/faults";
import { expectKept } from "@/tests/support/invariants";
import { chanceFor } from "@/tests/support/seed";
import { pathOf } from "@/tests/support/sendings";

const LEAVING_HOLDS_MS = 5_000;
const LEAVES_WITHIN_MS = 1_500;

test(
  "who leaves by one click while it goes at full rate gets nothing five seconds later, and is answered fast",
  async () => {
    const begun = performance.now();
    const chance = chanceFor("leaving");
    const [mails, people] = sized([12_000, 60], [100_000, 400]);
    const floor = await startFloor({ habit: ({ step }) => (step === "dot" ? { afterMs: 3 } : undefined) });
    const web = await startWeb();
    const sending = await launchCounted(mails);
    const workers = [await floor.hire([sending]), await floor.hire([sending])];
    await until(() => arrivedOf(sending, floor.sink) > 50, 30);
    // A large list is written down just ahead of what is sent: these have a link by now.
    await until(async () => (await seqsOf(sending)).size >= 12_000, 60);
    const seqs = await seqsOf(sending);
    const written = [...seqs.keys()];
    const left = new Map<string, number>();
    const took: number[] = [];
    for (let n = 0; n < people; n++) {
      // Mostly those whose turn is still to come.
      const email = written[Math.floor(written.length * (1 - chance.next() ** 2 * 0.6)) - 1]!;
      const asked = performance.now();
      const answer = await web.leave({ ...sending, seq: seqs.get(email)! });
      took.push(performance.now() - asked);
      expect(answer).toBe(200);
      left.set(email, Date.now());
      await wait(10);
    }
    await untilSent(sending, 180);
    for (const worker of workers) await worker.kill("SIGTERM");
    const { lost, duplicates, phantom, states } = await expectKept(sending, floor.sink);
    const late = [...left].filter(([email, at]) =>
      floor.sink.kept.get(email)?.some((time) => time > at + LEAVING_HOLDS_MS),
    );
    expect(late).toEqual([]);
    expect(states.suppressed ?? 0).toBeGreaterThan(0);
    expect((states.accepted ?? 0) + states.suppressed!).toBe(mails);
    took.sort((one, other) => one - other);
    const nearlyAll = Math.round(took[Math.floor(took.length * 0.95)]!);
    expect(nearlyAll).toBeLessThan(LEAVES_WITHIN_MS);
    const figures = { mails, left: left.size, late: late.length, "click p95": `${nearlyAll} ms` };
    note("leaving by one click at full rate", begun, {
      ...figures,
      lost,
      duplicates,
      bound: 0,
      phantom,
      seed: chance.seed,
    });
    await web.close();
  },
  sized(3, 10) * 60_000,
);

test(
  "a hundred mails of one account, begun during many of another, are out within ten seconds",
  async () => {
    const begun = performance.now();
    const mails = sized(20_000, 100_000);
    const floor = await startFloor({ habit: ({ step }) => (step === "dot" ? { afterMs: 2 } : undefined) });
    const large = await launchCounted(mails);
    const account = await makeAccount();
    const worker = await floor.hire([large, account]);
    await until(() => arrivedOf(large, floor.sink) > mails / 20, 60);
    const started = performance.now();
    const small = await launchCounted(100, account);
    await untilSent(small, 30);
    const took = Math.round(performance.now() - started) / 1_000;
    const waiting = mails - arrivedOf(large, floor.sink);
    floor.sink.set({ habit: () => undefined }); // the rest may go as fast as it can
    expect(waiting).toBeGreaterThan(0);
    expect(took).toBeLessThan(10);
    await untilSent(large, sized(150, 600));
    await worker.kill("SIGTERM");
    await expectKept(small, floor.sink, { beside: [large] });
    const { lost, duplicates, phantom } = await expectKept(large, floor.sink, { beside: [small] });
    const figures = { mails, "the hundred took": `${took} s`, "still waiting then": waiting };
    note("a hundred beside many", begun, { ...figures, lost, duplicates, bound: 0, phantom });
  },
  sized(4, 15) * 60_000,
);

/** The handler of the product behind a real server, and a mail program that presses its button (RFC 8058). */
async function startWeb() {
  const tracking = createTrackingHandler();
  const server = createServer((request, response) => {
    if (!tracking.handle(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    leave: async (key: Parameters<typeof pathOf>[0]) => {
      const body = new URLSearchParams({ "List-Unsubscribe": "One-Click" });
      const answer = await fetch(base + pathOf(key, "unsubscribe"), { method: "POST", body, redirect: "manual" });
      await answer.text();
      return answer.status;
    },
    close: async () => {
      await tracking.close();
      server.close();
    },
  };
}

async function seqsOf({ campaignId }: Launched): Promise<Map<string, number>> {
  const rows = await inSystem((db) =>
    db.delivery.findMany({ where: { campaignId }, select: { email: true, seq: true }, orderBy: { seq: "asc" } }),
  );
  return new Map(rows.map(({ email, seq }) => [email, seq]));
}
