const MINUTE = 60_000;

/** How long to wait after each try that may succeed later. The last one repeats until the campaign's lifetime ends. */
export const retryDelays = [1, 5, 15, 60, 120, 240].map((minutes) => minutes * MINUTE);

/** For how long a campaign is tried, from its start; a pause is not counted. */
export const LIFETIME_MS = 72 * 60 * MINUTE;

/** Milliseconds until the next try after `attempts` tries, spread by a fifth so that a thousand do not come back at once. */
export function nextDelay(attempts: number, delays: readonly number[] = retryDelays, random = Math.random()): number {
  const delay = delays[Math.min(Math.max(attempts, 1), delays.length) - 1]!;
  return Math.round(delay * (0.8 + 0.4 * random));
}
