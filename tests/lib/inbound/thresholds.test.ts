import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeWindows, thresholds, type Window } from "@/lib/inbound/watch/thresholds";

const window = (figures: Partial<Window>): Window => ({ sent: 1_000, hard: 0, complaints: 0, refused: 0, ...figures });
const levels = (figures: Partial<Window>) =>
  judgeWindows([window(figures)]).map(({ measure, level }) => `${measure} ${level}`);

test.each([
  [{ hard: 49 }, []],
  [{ hard: 50 }, ["hard warn"]],
  [{ hard: 79 }, ["hard warn"]],
  [{ hard: 80 }, ["hard pause"]],
  [{ sent: 100, hard: 8 }, ["hard pause"]],
  [{ sent: 99, hard: 99 }, []],
  [{ complaints: 1 }, ["complaints warn"]],
  [{ sent: 1_001, complaints: 1 }, []],
  [{ complaints: 3 }, ["complaints pause"]],
  [{ complaints: 5 }, ["complaints suspend"]],
  [{ refused: 50 }, ["refused warn"]],
] as const)("%j means %j", (figures, expected) => {
  expect(levels(figures)).toEqual(expected);
});

test("the worse of two windows counts, and every threshold is reached exactly at its share", () => {
  const [found] = judgeWindows([window({ hard: 50 }), window({ hard: 90 })]);
  expect(found).toMatchObject({ level: "pause", counted: 90 });
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 1_000_000 }),
      fc.constantFrom(...thresholds.hard),
      (sent, { level, from }) => {
        const exact = Math.ceil((from * 100 * sent) / 100 - 1e-9);
        expect(levels({ sent, hard: exact })).toEqual([`hard ${level}`]);
        expect(levels({ sent, hard: exact - 1 })).not.toEqual([`hard ${level}`]);
      },
    ),
  );
});
