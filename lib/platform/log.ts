import { pino } from "pino";

const HIDDEN = ["email", "token", "password", "secret", "privateKey", "secretAccessKey"];

// The level comes straight from the environment: a log must work before the settings are known to be right.
/** The log of this process: one JSON object a line. Addresses and tokens do not belong in it. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { kind: process.env.MAILEE_PROCESS ?? "web" },
  redact: { paths: [...HIDDEN, ...HIDDEN.map((name) => `*.${name}`)], censor: "[hidden]" },
});
