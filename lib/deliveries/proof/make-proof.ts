import { createHash } from "node:crypto";
import type { Tenant } from "@/lib/accounts";
import { auditHead } from "@/lib/audit";
import { toCounts } from "@/lib/deliveries/count-states";
import { openStates, type DeliveryState } from "@/lib/deliveries/schema";
import { AppError } from "@/lib/platform/errors";
import { lastPlace, RANGE, readLedgerRange, type LedgerRange } from "./ledger-range";
import type { ProofFile } from "./schema";

/** Runs one unit of work as the tenant who asks, and refuses when they may no longer. */
export type Enter = <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>;

/**
 * The proof of a campaign: its sums, counted row by row, and hashes that change with any of it. The ledger is read in ranges, each in a
 * unit of work of its own, so that a million people need no long statement and no memory. Throws `not_found` before a launch.
 */
export async function makeProof(enter: Enter, campaignId: string, now = new Date()): Promise<ProofFile> {
  const head = await enter((tenant) => readHead(tenant, campaignId));
  const { ranges, ledger, sums } = await readLedger(enter, campaignId, head.last);
  const { run, content, takenOver, audit, excluded } = head;
  const counts = toCounts(sums.states);
  const isOver = run.campaign.status === "sent" || run.campaign.status === "cancelled";
  const isWhole = run.madeAt !== null && sums.rows === run.madeTo;
  return {
    format: "mailee-proof/2",
    madeAt: now.toISOString(),
    final: isOver && isWhole && openStates.every((state) => counts[state] === 0),
    campaign: {
      id: campaignId,
      name: run.campaign.name,
      list: head.listName,
      status: run.campaign.status,
      startedAt: run.campaign.startedAt?.toISOString() ?? null,
      finishedAt: run.campaign.finishedAt?.toISOString() ?? null,
    },
    audience: { frozen: run.madeTo, excluded },
    states: counts,
    tries: { all: sums.tries, unanswered: sums.ambiguous, doublesPossible: sums.doublesPossible, takenOver },
    accepted: { first: sums.firstAt?.toISOString() ?? null, last: sums.lastAt?.toISOString() ?? null },
    content: { sha256: content },
    ledger: { sha256: ledger, rows: sums.rows, ranges },
    audit: audit && { line: audit.no, sha256: audit.hash },
  };
}

async function readHead(tenant: Tenant, campaignId: string) {
  const { accountId, db } = tenant;
  const run = await db.deliveryRun.findUnique({
    where: { accountId_campaignId: { accountId, campaignId } },
    include: { campaign: { select: { name: true, status: true, startedAt: true, finishedAt: true } } },
  });
  if (!run) throw new AppError("not_found", "campaign_not_found", "There is no such sending.");
  const exclusions = await db.deliveryExclusion.findMany({
    where: { accountId, campaignId },
    orderBy: { reason: "asc" },
  });
  // PostgreSQL writes jsonb in one way only, whatever order its keys came in.
  const [facts] = await db.$queryRaw<{ content: string; listName: string; takenOver: number }[]>`
    SELECT encode(sha256(convert_to(frozen::text, 'UTF8')), 'hex') AS content, frozen #>> '{list,name}' AS "listName",
      (SELECT COALESCE(sum((detail ->> 'n')::int), 0)::int FROM delivery_log
        WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND kind = 'sender_lost') AS "takenOver"
    FROM campaign WHERE account_id = ${accountId}::uuid AND id = ${campaignId}::uuid`;
  return {
    ...facts!,
    run,
    excluded: Object.fromEntries(exclusions.filter(({ n }) => n > 0).map(({ reason, n }) => [reason, n])),
    last: await lastPlace(tenant, campaignId),
    audit: await auditHead(tenant),
  };
}

type Sums = Omit<LedgerRange, "lines" | "states"> & { states: { state: DeliveryState; n: number }[] };

async function readLedger(enter: Enter, campaignId: string, last: number) {
  const whole = createHash("sha256");
  const ranges: ProofFile["ledger"]["ranges"] = [];
  const sums: Sums = { rows: 0, tries: 0, ambiguous: 0, doublesPossible: 0, firstAt: null, lastAt: null, states: [] };
  for (let after = 0; after < last; after += RANGE) {
    const { lines, ...range } = await enter((tenant) => readLedgerRange(tenant, campaignId, after));
    whole.update(lines);
    const sha256 = createHash("sha256").update(lines).digest("hex");
    ranges.push({ from: after + 1, to: Math.min(after + RANGE, last), rows: range.rows, sha256 });
    add(sums, range);
  }
  return { ranges, ledger: whole.digest("hex"), sums };
}

function add(sums: Sums, range: Omit<LedgerRange, "lines">): void {
  for (const name of ["rows", "tries", "ambiguous", "doublesPossible"] as const) sums[name] += range[name];
  for (const [state, n] of Object.entries(range.states)) sums.states.push({ state: state as DeliveryState, n });
  if (range.firstAt && !(sums.firstAt && sums.firstAt <= range.firstAt)) sums.firstAt = range.firstAt;
  if (range.lastAt && !(sums.lastAt && sums.lastAt >= range.lastAt)) sums.lastAt = range.lastAt;
}
