import fc from "fast-check";
import { expect, test } from "vitest";
import { Pace, domainOf } from "@/lib/deliveries/engine/pace";
import type { Outcome } from "@/lib/deliveries/outcome";

const yes: Outcome = { kind: "accepted", code: 250, enhanced: null, text: "ok" };
const later: Outcome = { kind: "deferred", code: 451, enhanced: "4.7.0", text: "Slow down" };
const full: Outcome = { kind: "deferred", code: 452, enhanced: "4.2.2", text: "Mailbox full" };

function clock() {
  let now = 1_000;
  return { now: () => now, pass: (ms: number) => (now += ms) };
}

test("a domain that nobody has asked to spare gets its mail at once", () => {
  const pace = new Pace();
  for (let n = 0; n < 1_000; n++) {
    expect(pace.slot("example.com")).toEqual({ go: "now" });
    pace.heard("example.com", yes);
  }
  expect(pace.report()).toMatchObject([{ domain: "example.com", state: "flowing", perSecond: null }]);
});

test("a limit is never exceeded, whatever the pattern of asking", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50 }),
      fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 200 }),
      (limit, gaps) => {
        const time = clock();
        const pace = new Pace({ limits: new Map([["example.com", limit]]), now: time.now });
        const goes: number[] = [];
        for (const gap of gaps) {
          time.pass(gap);
          const slot = pace.slot("example.com");
          if (slot.go === "now") goes.push(time.now());
          if (slot.go === "soon") goes.push(time.now() + slot.ms);
        }
        for (let at = 1; at < goes.length; at++)
          expect(goes[at]! - goes[at - 1]!).toBeGreaterThanOrEqual(1000 / limit - 0.001);
      },
    ),
  );
});

test("a server that is busy now and then, or full mailboxes, slow nothing down", () => {
  const pace = new Pace();
  for (let n = 0; n < 500; n++) {
    pace.heard("example.com", n % 5 === 0 ? later : yes);
    pace.heard("full.example", full);
  }
  expect(pace.slot("example.com")).toEqual({ go: "now" });
  expect(pace.slot("full.example")).toEqual({ go: "now" });
});

test("a domain that keeps saying slow down rests, then goes at half the pace, and nobody else waits", () => {
  const time = clock();
  const pace = new Pace({ now: time.now });
  for (let n = 0; n < 100; n++) {
    time.pass(50); // twenty a second
    pace.heard("slow.example", yes);
  }
  for (let n = 0; n < 8; n++) pace.heard("slow.example", later);
  const slot = pace.slot("slow.example");
  expect(slot.go).toBe("later");
  expect((slot as { ms: number }).ms).toBeGreaterThanOrEqual(30_000);
  expect(pace.slot("other.example")).toEqual({ go: "now" });
  expect(pace.report()[0]).toMatchObject({ domain: "slow.example", state: "resting", reply: "451 Slow down" });

  time.pass(30_001);
  expect(pace.report()[0]).toMatchObject({ state: "slowed" });
  const held = pace.report()[0]!.perSecond!;
  expect(held).toBeGreaterThan(9);
  expect(held).toBeLessThan(12);
  expect(pace.slot("slow.example")).toEqual({ go: "now" });
  expect(pace.slot("slow.example")).toMatchObject({ go: "soon" });
});

test("a domain that takes everything again gets its mail faster and faster, and in the end at once", () => {
  const time = clock();
  const pace = new Pace({ now: time.now });
  for (let n = 0; n < 20; n++) {
    time.pass(100);
    pace.heard("slow.example", n < 8 ? yes : later);
  }
  time.pass(31_000);
  let seen = pace.report()[0]!.perSecond!;
  for (let n = 0; n < 30 && pace.report()[0]!.perSecond !== null; n++) {
    time.pass(10_001);
    pace.heard("slow.example", yes);
    const now = pace.report()[0]!.perSecond;
    if (now !== null) expect(now).toBeGreaterThan(seen);
    seen = now ?? seen;
  }
  expect(pace.report()[0]).toMatchObject({ state: "flowing", perSecond: null });
});

test("who says it again rests longer each time, fifteen minutes at most", () => {
  const time = clock();
  const pace = new Pace({ now: time.now });
  const rests: number[] = [];
  for (let round = 0; round < 8; round++) {
    for (let n = 0; n < 8; n++) pace.heard("slow.example", later);
    rests.push(pace.report()[0]!.restMs);
    time.pass(pace.report()[0]!.restMs + 1);
  }
  expect(rests).toEqual([30_000, 60_000, 120_000, 240_000, 480_000, 900_000, 900_000, 900_000]);
});

test("mails that are to come later come spread over time", () => {
  const pace = new Pace({ limits: new Map([["example.com", 1]]), now: clock().now });
  const waits = Array.from({ length: 20 }, () => pace.slot("example.com")).flatMap((slot) =>
    slot.go === "later" ? [slot.ms] : [],
  );
  expect(waits.length).toBeGreaterThan(15);
  for (let at = 1; at < waits.length; at++) expect(waits[at]! - waits[at - 1]!).toBeCloseTo(1_000, 3);
});

test("the domain of an address is what stands behind its last @", () => {
  expect(domainOf("Someone@Example.COM")).toBe("example.com");
});
