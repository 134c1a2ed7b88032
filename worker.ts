import { setTimeout as wait } from "node:timers/promises";
import { mailReset, sweepAccounts } from "@/lib/accounts/jobs";
import { mailTest } from "@/lib/campaigns/jobs";
import { foldCounts, forgetFieldValues, reconcileCounts, runImport, runUndo, sweepImports } from "@/lib/contacts/jobs";
import { startEngine } from "@/lib/deliveries";
import { startListener, startMailbox, startWatch } from "@/lib/inbound";
import { checkDomain, checkDomains, renewSeals, testRelay } from "@/lib/senders/jobs";
import { beginHeartbeat } from "@/lib/platform/heartbeat";
import { closeDatabase } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { sendPostedMail } from "@/lib/platform/post";
import { startQueue } from "@/lib/platform/queue";

// Every job of the product, on one screen.
const jobs = [
  sendPostedMail,
  mailReset,
  sweepAccounts,
  forgetFieldValues,
  foldCounts,
  reconcileCounts,
  runImport,
  runUndo,
  sweepImports,
  mailTest,
  checkDomain,
  checkDomains,
  testRelay,
  renewSeals,
];
const schedule = [
  { job: foldCounts, at: "* * * * *" },
  { job: sweepAccounts, at: "7 * * * *" },
  { job: sweepImports, at: "17 * * * *" },
  { job: reconcileCounts, at: "23 3 * * *" },
  { job: checkDomains, at: "41 * * * *" },
  { job: renewSeals, at: "43 3 * * *" },
];

const GRACE_MS = 25_000;
const stopping = new AbortController();

const settings = env();
const heartbeat = await beginHeartbeat("worker");
const queue = await startQueue({ url: settings.DATABASE_URL, jobs, schedule, signal: stopping.signal });
const engine = startEngine({ signal: stopping.signal });
const watch = startWatch({ signal: stopping.signal });
const listener = await listen();
const mailbox = settings.INBOUND_IMAP_URL
  ? startMailbox({ url: settings.INBOUND_IMAP_URL, done: settings.INBOUND_IMAP_DONE, signal: stopping.signal })
  : null;
log.info({ jobs: jobs.map(({ name }) => name) }, "the worker is ready");
process.send?.("ready");

const told = await new Promise<string>((resolve) => {
  for (const name of ["SIGTERM", "SIGINT"] as const) process.once(name, () => resolve(name));
  // The one that started us is gone: nobody would ever stop us.
  process.once("disconnect", () => resolve("disconnect"));
});
log.info({ told }, "the worker stops: nothing new, what is in hand is finished");
stopping.abort();
await Promise.race([
  Promise.all([listener?.close(), queue.stop(), engine.finished, watch.finished, mailbox?.finished]),
  wait(GRACE_MS),
]);
await heartbeat.stop();
await closeDatabase();
process.exit(0);

// A port that is taken must not keep the rest of the worker from its work.
async function listen() {
  if (!settings.INBOUND_DOMAIN || settings.INBOUND_PORT === undefined) return null;
  try {
    return await startListener({ port: settings.INBOUND_PORT });
  } catch (error) {
    log.error(
      { err: error, port: settings.INBOUND_PORT },
      "mail that comes back cannot be taken: look at INBOUND_PORT",
    );
    return null;
  }
}
