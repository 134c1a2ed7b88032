import { appendFileSync, mkdirSync } from "node:fs";
import path from "node:path";
import { onTestFinished } from "vitest";
import { makeAccount, type TestAccount } from "./accounts";
import { launchTo, statusOf, until } from "./campaigns";
import { startCountingSink, type CountingSink, type SinkOptions } from "./counting-sink";
import type { Sending } from "./invariants";
import { startSender, type Sender } from "./sender-process";

/** True for the run that takes its time: `npm run test:faults -- --long`. */
export const isLong = process.env.FAULTS === "long";

/** How much of a fault is done in each of the two forms. */
export function sized<T>(short: T, long: T): T {
  return isLong ? long : short;
}

export type Launched = Sending & { account: TestAccount; contactIds: string[]; listId: string };

/** A campaign to `n` people in an account of its own, with its time come and nobody sending it yet. */
export async function launchCounted(
  n: number,
  account?: TestAccount,
  local?: (at: number) => string,
): Promise<Launched> {
  const owner = account ?? (await makeAccount());
  const { campaignId, emails, contactIds, listId } = await launchTo(owner, n, local);
  return { account: owner, accountId: owner.accountId, campaignId, emails, contactIds, listId, granted: n + 1_000 };
}

const CONNECTIONS = 4;

/** Processes that send for some accounts through one sink. They are gone when the test is over, however it ends. */
export async function startFloor(options: Partial<SinkOptions> = {}) {
  const floor = await openFloor(options);
  onTestFinished(floor.close);
  return floor;
}

/** The same for more than one test: to be closed by whoever opened it. */
export async function openFloor(options: Partial<SinkOptions> = {}) {
  const sink = await startCountingSink(options);
  const senders = new Set<Sender>();
  const close = async () => {
    for (const { child } of senders) if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
    await sink.close();
  };
  return {
    sink,
    close,
    connections: CONNECTIONS,
    /** One more process that sends for these. Its leases outlast a machine that is busy with other tests; only who dies needs short ones. */
    hire: async (
      sendings: Pick<Sending, "accountId">[],
      environment: Partial<Parameters<typeof startSender>[0]> = {},
    ) => {
      const ACCOUNT = sendings.map(({ accountId }) => accountId).join();
      const given = { RELAY: sink.url, ACCOUNT, CONNECTIONS: String(CONNECTIONS), LEASE_SECONDS: "30" };
      const sender = await startSender({ ...given, ...environment });
      senders.add(sender);
      return sender;
    },
  };
}

/** Wait until a campaign is sent. */
export function untilSent({ account, campaignId }: Launched, seconds = 60): Promise<void> {
  return until(async () => (await statusOf(account, campaignId)) === "sent", seconds);
}

/** How many mails of a sending the sink has kept. */
export function arrivedOf({ emails }: Sending, sink: CountingSink): number {
  return emails.reduce((sum, email) => sum + (sink.kept.get(email)?.length ?? 0), 0);
}

/** Wait until `n` more have arrived: the moment for harm, while there is surely more to come. */
export async function untilMore(n: number, sending: Sending, sink: CountingSink): Promise<void> {
  const goal = Math.min(arrivedOf(sending, sink) + Math.ceil(n), sending.emails.length - 50);
  await until(() => arrivedOf(sending, sink) >= goal, 60);
}

/** A sink that takes its time with each mail, so that a campaign is not over before the harm is done. */
export function slowBy(ms: number): Partial<SinkOptions> {
  return { habit: ({ step }) => (step === "dot" ? { afterMs: ms } : undefined) };
}

export const fast: Partial<SinkOptions> = { habit: () => undefined };

type Figures = Record<string, number | string>;

/** Write one line for the summary at the end of the run. */
export function note(fault: string, begun: number, figures: Figures): void {
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  mkdirSync(path.dirname(FIGURES), { recursive: true });
  appendFileSync(FIGURES, `${JSON.stringify({ fault, ...figures, seconds })}\n`);
}

const FIGURES = path.resolve(process.env.FAULT_FIGURES ?? ".mailee/test/faults.jsonl");
