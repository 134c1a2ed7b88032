/** Random numbers from a seed, so that a run can be had again: FAULT_SEED=... or the one that is printed. */
export type Chance = { seed: number; next: () => number; between: (from: number, to: number) => number };

/** The random choices of one fault. The same seed and name give the same choices. */
export function chanceFor(name: string): Chance {
  const seed = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 2 ** 31));
  let state = Buffer.from(name).reduce((sum, byte) => (Math.imul(sum, 31) + byte) | 0, seed);
  // mulberry32: small, and good enough to choose moments by
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  console.log(`${name}: FAULT_SEED=${seed}`);
  return { seed, next, between: (from, to) => from + Math.floor(next() * (to - from)) };
}
