import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { systemTenant } from "@/lib/accounts";
import { sweepLeases } from "@/lib/deliveries/lease";
import { note } from "@/lib/deliveries/note";
import { retryDelays } from "@/lib/deliveries/retry";
import { bulkInSystem, inAccount } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { countAlive } from "@/lib/platform/heartbeat";
import { careFor, pauseFor } from "./caretaker";
import { isClaimable } from "./feeder";
import type { Item } from "./item";
import { Leases } from "./leases";
import { Letters, type IdentityOf } from "./letters";
import type { PaceOptions } from "./pace";
import { forgetPaces } from "./pace-board";
import { Pulse, report } from "./pulse";
import { DayLimits } from "./day-limits";
import { identityFor, relayFor } from "./routes";
import { listRuns, type Run } from "./runs";
import { SenderStanding } from "./sender-standing";
import { Settler } from "./settler";
import { Station } from "./station";
import { Stations, type RelayOf } from "./stations";

export type EngineOptions = {
  /** Stop when this fires: finish what is in flight, give the rest back, within 25 seconds. */
  signal: AbortSignal;
  /** Whose campaigns this process sends; everyone's unless told. For accounts with a relay of their own. */
  serves?: (accountId: string) => boolean;
  /** Where an account's mail leaves by: its own relay or that of the house unless told. */
  relayOf?: RelayOf;
  /** Whose name a letter is signed in, and where what comes back goes: as the account has set it up unless told. */
  identityOf?: IdentityOf;
  pace?: PaceOptions;
  /** How many processes send, and so share every limit; by their heartbeats unless told. */
  countWorkers?: () => Promise<number>;
  leaseSeconds?: number;
  messageMs?: number;
  retryDelays?: readonly number[];
  restMs?: number;
  pollMs?: number;
};

/** The engine while it runs. `finished` resolves when it has stopped and nothing of it is left. */
export type Engine = { finished: Promise<void> };

const STALE_MS = 4_000; // what was claimed longer ago is asked about anew: pausing and leaving act within five seconds
const STOP_MS = 18_000;

/**
 * Start sending: claim rows of running campaigns in turn, hand each over on one of the connections, and write every outcome before the
 * next message on that connection. Any number of processes may run it on one database.
 */
export function startEngine(options: EngineOptions): Engine {
  const { signal, leaseSeconds = 90, messageMs = 45_000, pollMs = 200 } = options;
  const owner = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  const leases = new Leases(owner, leaseSeconds);
  const dayLimits = new DayLimits();
  const senders = new SenderStanding();
  const letters = new Letters(options.identityOf ?? identityFor);
  const barred = new Set<string>();
  const settler = new Settler(
    (settlements) => {
      for (const { token } of settlements) leases.settled(token);
    },
    (campaignIds) => {
      for (const campaignId of campaignIds) barred.add(campaignId);
    },
  );
  const stopped = new AbortController();
  const { restMs, pace = { limits: env().DOMAIN_LIMITS }, countWorkers = () => countAlive("worker") } = options;
  let alive = 1;
  const workers = () => alive;
  const isBarred = (campaignId: string) => barred.has(campaignId);
  const shared = {
    letters,
    settler,
    isBarred,
    signal,
    messageMs,
    restMs,
    pace,
    workers,
    leases,
    dayLimits,
    senders,
    owner,
    leaseSeconds,
  };
  const relayOf = options.relayOf ?? relayFor;
  const stations = new Stations(relayOf, (relay) => {
    const station = new Station(relay, {
      ...shared,
      retryDelays: options.retryDelays ?? retryDelays,
      giveBack: (item) => leases.back([item]),
      onHeld: ({ campaignId }) => senders.forget(campaignId),
      onRelay: noteRelay,
    });
    station.hand.onTaken = () => {
      if (station.feed.wants > 0) void fillOnce();
    };
    return station;
  });

  let runs: Run[] = [];
  const { serves = () => true } = options;
  const ourRuns = async () => (await listRuns()).filter(({ accountId }) => serves(accountId));
  const look = async () => {
    const asked = [...barred]; // what is barred while we ask is not let go by an older answer
    runs = await ourRuns();
    for (const campaignId of asked) if (!runs.some(isRefused(campaignId))) barred.delete(campaignId);
    const sending = new Set(runs.filter(({ status }) => status === "sending").map(({ campaignId }) => campaignId));
    letters.forget((campaignId) => sending.has(campaignId));
    const stale = performance.now() - STALE_MS;
    leases.back(
      stations.remove((item) => !sending.has(item.campaignId) || isBarred(item.campaignId) || item.claimedAt < stale),
    );
    leases.back(stations.closeIdle());
    await leases.flush();
    for (const { feed } of stations.all) feed.refresh();
  };
  const fill = async () => {
    for (const [station, own] of await stations.route(runs.filter(isClaimable))) {
      if (signal.aborted || station.rest.resting) continue;
      for (const { run, why } of await station.feed.fill(own)) {
        if (why === "no_credits") await pauseFor(run, why);
        if (why === "sender_broken") await pauseFor(run, why, { from: run.fromEmail });
        if (why === "day_is_full") await dayLimits.tell(run);
      }
    }
  };
  let filling: Promise<void> | undefined;
  const fillOnce = () =>
    (filling ??= fill()
      .catch(report)
      .finally(() => (filling = undefined)));

  const keep = (everyMs: number, work: () => Promise<boolean | void>) => new Pulse(everyMs, work, stopped.signal);
  const feeding = keep(pollMs, async () => {
    await look();
    await fillOnce();
  });
  const caring = keep(pollMs, async () => {
    let more = false;
    for (const run of await ourRuns()) more = (!signal.aborted && (await careFor(run))) || more;
    if (more) feeding.wake();
    return more;
  });
  const pulses = [
    feeding,
    caring,
    keep((leaseSeconds * 1000) / 3, () => leases.renew()),
    keep(Math.min(5_000, leaseSeconds * 300), async () => (await sweepLeases()) > 0),
    keep(2_000, async () => {
      for (const { board, pace: paces } of stations.all) await board.write(owner, paces);
    }),
    keep(5_000, async () => {
      alive = Math.max(1, await countWorkers());
    }),
    keep(24 * 3600_000, async () => {
      await makePartitions();
      await forgetPaces();
    }),
  ];
  const filled = () => filling ?? Promise.resolve();
  return { finished: stop({ signal, stations, leases, pulses, filled, stopped }) };
}

type Stop = {
  signal: AbortSignal;
  stations: Stations;
  leases: Leases;
  pulses: Pulse[];
  /** Resolves when no claim is under way. */
  filled: () => Promise<void>;
  stopped: AbortController;
};

async function stop({ signal, stations, leases, pulses, filled, stopped }: Stop): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  leases.back(stations.close());
  // A relay that does not answer is hung up on, so that its outcome is known and written before we go.
  const hangUp = setTimeout(() => stations.all.forEach((station) => station.hangUp()), STOP_MS);
  const late = new AbortController();
  await Promise.race([stations.ended, wait(STOP_MS + 4_000, undefined, { signal: late.signal }).catch(() => {})]);
  late.abort();
  clearTimeout(hangUp);
  stopped.abort();
  await Promise.all(pulses.map(({ ended }) => ended));
  await filled(); // a claim that was under way when we were told to stop: its rows go back as well
  leases.back(stations.close());
  await leases.flush().catch(report);
}

/** It goes on being sent though no refusal is left to it: a moment later it is paused. */
function isRefused(campaignId: string) {
  return (run: Run) => run.campaignId === campaignId && run.status === "sending" && run.refusalsLeft <= 0;
}

function makePartitions(): Promise<void> {
  return bulkInSystem(async (client) => {
    await client.query("SELECT make_partitions(6)");
  });
}

function noteRelay({ accountId, campaignId }: Item, kind: "relay_lost" | "relay_back", text: string): void {
  const detail = text ? { text: text.slice(0, 200) } : {};
  void inAccount(accountId, (db) => note(systemTenant(accountId, db, "sending"), { campaignId, kind, detail })).catch(
    report,
  );
}
