import { pino } from "pino";

// The level comes straight from the environment: a log must work before the settings are known to be right.
/** The log of this process: one JSON object a line. Addresses and tokens do not belong in it. */
export const log = pino({
  level: process.env.LOG_LEVEL || "info",
  base: { kind: process.env.MAILEE_PROCESS ?? "web" },
  redact: { paths: ["email", "*.email", "token", "*.token", "password", "*.password"], censor: "[hidden]" },
});
