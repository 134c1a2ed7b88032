/** What is watched: addresses that do not exist, complaints, and refusals that are about the sender. */
export type Measure = "hard" | "complaints" | "refused";
export type Level = "warn" | "pause" | "suspend";

/** What was sent in a stretch of time, and how much of just that came back. */
export type Window = { sent: number } & Record<Measure, number>;

/** A threshold that is crossed, with the figures that crossed it. */
export type Crossing = { measure: Measure; level: Level; sent: number; counted: number };

/** Fewer mails than this prove nothing. */
export const FEWEST_SENT = 100;
/** The last so many mails, and those of so many hours: whichever says the worse. */
export const LAST_SENT = 1_000;
export const LAST_HOURS = 24;

/** From this share on; the most severe first. */
export const thresholds: Record<Measure, { level: Level; from: number }[]> = {
  hard: [
    { level: "pause", from: 0.08 },
    { level: "warn", from: 0.05 },
  ],
  complaints: [
    { level: "suspend", from: 0.005 },
    { level: "pause", from: 0.003 },
    { level: "warn", from: 0.001 },
  ],
  refused: [{ level: "warn", from: 0.05 }],
};

const order: Level[] = ["warn", "pause", "suspend"];

/** The most severe threshold of each measure that any of these windows crosses. */
export function judgeWindows(windows: readonly Window[]): Crossing[] {
  const measures = Object.keys(thresholds) as Measure[];
  return measures.flatMap((measure) => {
    const crossed = windows.flatMap((window) => crossing(window, measure));
    const worst = crossed.sort((one, other) => order.indexOf(other.level) - order.indexOf(one.level))[0];
    return worst ? [worst] : [];
  });
}

/**
 * The thresholds that stop a campaign too small to prove anything by itself: what its account sent altogether proves it, and its own share is no better.
 * Else whoever cuts a bad list into pieces of 99 would never be stopped.
 */
export function judgeSmall(own: readonly Window[], account: readonly Window[]): Crossing[] {
  if (own.some(({ sent }) => sent >= FEWEST_SENT)) return [];
  const stops = judgeWindows(account).filter(({ level }) => level !== "warn");
  return stops.flatMap(({ measure, level }) => {
    const { from } = thresholds[measure].find((threshold) => threshold.level === level)!;
    const bad = own.find((window) => window.sent > 0 && isFrom(window, measure, from));
    return bad ? [{ measure, level, sent: bad.sent, counted: bad[measure] }] : [];
  });
}

/** True when a level asks for no less than another. */
export function reaches(level: string, other: string): boolean {
  return order.indexOf(level as Level) >= order.indexOf(other as Level);
}

function crossing(window: Window, measure: Measure): Crossing[] {
  if (window.sent < FEWEST_SENT) return [];
  const found = thresholds[measure].find(({ from }) => isFrom(window, measure, from));
  return found ? [{ measure, level: found.level, sent: window.sent, counted: window[measure] }] : [];
}

// Shares as whole numbers: 8 of 100 is 8 %, whatever the floating point makes of it.
function isFrom(window: Window, measure: Measure, from: number): boolean {
  return window[measure] * 1_000 >= Math.round(from * 1_000) * window.sent;
}
