// Loaded before a sending process (--import): its clock is wrong from the start, and jumps. The database's clock is not touched.
// CLOCK_START_HOURS says how wrong it begins, CLOCK_JUMPS the hours it is off by after each CLOCK_EVERY_MS.
const { CLOCK_START_HOURS = "0", CLOCK_JUMPS = "", CLOCK_EVERY_MS = "300" } = process.env;
const HOUR = 3_600_000;
const real = Date;
let off = Number(CLOCK_START_HOURS) * HOUR;

globalThis.Date = class extends real {
  constructor(...given) {
    if (given.length === 0) super(real.now() + off);
    else super(...given);
  }

  static now() {
    return real.now() + off;
  }
};

const jumps = CLOCK_JUMPS.split(",").filter(Boolean).map(Number);
let at = 0;
if (jumps.length > 0) setInterval(() => (off = jumps[at++ % jumps.length] * HOUR), Number(CLOCK_EVERY_MS)).unref();
