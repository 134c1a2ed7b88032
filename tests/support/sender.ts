// A sending process of its own, for tests that kill it: the engine of the product with little patience.
import { startEngine } from "@/lib/deliveries";
import { smtpRelay } from "@/lib/deliveries/transport";
import { closeDatabase } from "@/lib/platform/db";

const { RELAY = "", ACCOUNT = "", CONNECTIONS = "4", LEASE_SECONDS = "3", RETRY_MS = "300" } = process.env;
// By this name a test finds our connections among all others.
process.env.PGAPPNAME = `sender ${process.pid}`;
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());
process.once("disconnect", () => process.exit(1)); // the test that started us is gone

const engine = startEngine({
  signal: stopping.signal,
  serves: (accountId) => ACCOUNT.split(",").includes(accountId),
  relayOf: () => Promise.resolve(smtpRelay(RELAY, { connections: Number(CONNECTIONS), openMs: 2_000 })),
  messageMs: 1_500,
  leaseSeconds: Number(LEASE_SECONDS),
  retryDelays: [Number(RETRY_MS)],
  restMs: 200,
  pollMs: 50,
  countWorkers: () => Promise.resolve(1),
});
console.log("ready");
await engine.finished;
await closeDatabase();
process.exit(0);
