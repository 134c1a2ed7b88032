import type { EngineOptions } from "@/lib/deliveries";
import type { Habit, SinkOptions, Situation } from "./counting-sink";
import type { Chance } from "./seed";

/** A way in which a relay is difficult. Each time it is made anew, for it may remember. */
export type BadHabit = {
  name: string;
  mails: number;
  make: (chance: Chance) => Habit;
  sink?: Partial<SinkOptions>;
  engine?: Partial<EngineOptions> & { connections?: number };
  /** How many may arrive twice; of those that the sink kept without saying so. */
  mayRepeat?: boolean;
  /** How many domains the people are spread over. */
  domains?: number;
  /** Each connection holds its commands back until it has been answered. */
  inLockStep?: boolean;
  /** Nobody is tried twice: the mail was never begun. */
  triedOnce?: boolean;
};

/** Each address decides at its first time whether something happens to it; the first of all is always one of them. */
function some(part: number, chance: Chance, harm: (at: Situation) => ReturnType<Habit>): Habit {
  const chosen = new Map<string, boolean>();
  return (at) => {
    if (!at.to || at.nth > 1) return undefined;
    if (!chosen.has(at.to)) chosen.set(at.to, chosen.size === 0 || chance.next() < part);
    return chosen.get(at.to) ? harm(at) : undefined;
  };
}

const at = (step: Situation["step"], reaction: ReturnType<Habit>) => (situation: Situation) =>
  situation.step === step ? reaction : undefined;
const refusedAtRcpt = { say: "450 4.2.0 Mailbox busy" };
const impatient = { messageMs: 900, leaseSeconds: 6 };

export const badHabits: BadHabit[] = [
  {
    name: "451 to one in a hundred",
    mails: 800,
    make: (chance) => some(0.01, chance, at("rcpt", { say: "451 4.3.0 Later" })),
  },
  {
    name: "452 at the dot",
    mails: 300,
    make: (chance) => some(0.03, chance, at("dot", { say: "452 4.3.1 No room now" })),
  },
  {
    name: "hangs up inside the message",
    mails: 300,
    make: (chance) => some(0.03, chance, at("starts", { ends: "cut" })),
  },
  {
    name: "hangs up after the dot, message kept",
    mails: 300,
    make: (chance) => some(0.02, chance, at("dot", { say: null, keeps: true, ends: "cut" })),
    mayRepeat: true,
  },
  {
    name: "no answer after the dot",
    mails: 200,
    make: (chance) => some(0.03, chance, at("dot", { say: null, keeps: true, ends: "mute" })),
    engine: impatient,
    mayRepeat: true,
  },
  {
    name: "421 in the middle of a group",
    mails: 300,
    make: (chance) => some(0.03, chance, at("rcpt", { say: "421 4.3.2 Closing", ends: "end" })),
  },
  {
    name: "354 for a recipient it refused",
    mails: 300,
    make: (chance) =>
      some(0.03, chance, ({ step }) =>
        step === "rcpt" ? refusedAtRcpt : step === "data" ? { say: "354 Go on" } : undefined,
      ),
  },
  {
    name: "503 after a recipient it refused",
    mails: 300,
    make: (chance) =>
      some(0.03, chance, ({ step }) =>
        step === "rcpt" ? refusedAtRcpt : step === "data" ? { say: "503 5.5.1 For nobody" } : undefined,
      ),
  },
  {
    name: "speaks in lock-step only",
    mails: 150,
    make: () => () => undefined,
    sink: { offers: ["8BITMIME"] },
    inLockStep: true,
  },
  {
    name: "five messages a connection, then 421",
    mails: 150,
    make:
      () =>
      ({ step, on }) =>
        step === "mail" && on >= 5 ? { say: "421 4.7.0 Enough", ends: "end" } : undefined,
    triedOnce: true,
  },
  {
    name: "five messages a connection, then silence",
    mails: 150,
    make:
      () =>
      ({ step, on }) =>
        step === "dot" && on >= 5 ? { ends: "end" } : undefined,
    triedOnce: true,
  },
  {
    name: "greylists everyone once",
    mails: 150,
    make: (chance) => some(1, chance, at("rcpt", { say: "450 4.2.0 Greylisted" })),
  },
  {
    name: "greylists everyone once and asks for time",
    mails: 120,
    domains: 12,
    make: (chance) => some(1, chance, at("rcpt", { say: "451 4.7.1 Greylisted, come back" })),
  },
  { name: "a very slow banner", mails: 60, make: () => at("banner", { afterMs: 1_500 }), triedOnce: true },
  {
    name: "no banner at the first connections",
    mails: 60,
    make:
      () =>
      ({ step, connection }) =>
        step === "banner" && connection <= 4 ? { say: null, ends: "mute" } : undefined,
    triedOnce: true,
  },
  {
    name: "answers one byte at a time",
    mails: 150,
    make: () => () => undefined,
    sink: { inPieces: true },
    triedOnce: true,
  },
  {
    name: "half an answer to the recipient, then nothing",
    mails: 200,
    make: (chance) => some(0.02, chance, at("rcpt", { say: "250 2.1\0", ends: "mute" })),
    engine: impatient,
  },
  {
    name: "half an answer after the dot, then nothing",
    mails: 200,
    make: (chance) => some(0.02, chance, at("dot", { say: "250-2.0.0 Ke\0", keeps: true, ends: "mute" })),
    engine: impatient,
    mayRepeat: true,
  },
  {
    name: "STARTTLS that is offered and refused",
    mails: 60,
    make: () => withTls({ say: "454 4.7.0 Not now" }),
    triedOnce: true,
  },
  {
    name: "STARTTLS that breaks in the handshake",
    mails: 60,
    make: () => withTls({ say: "220 Go on\r\nnonsense", ends: "cut" }),
    triedOnce: true,
  },
];

/** The first six connections are offered encryption and do not get it; the others are not offered it. */
function withTls(reaction: ReturnType<Habit>): Habit {
  return ({ step, connection }) => {
    if (connection > 6) return undefined;
    if (step === "ehlo") return { say: "250-sink.example\r\n250 STARTTLS" };
    return step === "starttls" ? reaction : undefined;
  };
}
