import type { Tenant } from "@/lib/accounts";
import { toCounts } from "@/lib/deliveries/count-states";
import { openStates, type DeliveryState, type StateCounts } from "@/lib/deliveries/schema";
import { AppError } from "@/lib/platform/errors";

/** The sums of a campaign's ledger, counted row by row, and whether they keep the promise. */
export type Proof = {
  audience: number;
  counts: StateCounts;
  open: number;
  /** Tries whose answer never came: these people may have got it twice, or not. */
  ambiguous: number;
  isComplete: boolean;
};

/** Count a campaign's ledger row by row. The states add up to the frozen audience, or something is wrong. Throws `not_found`. */
export async function getProof(tenant: Tenant, campaignId: string): Promise<Proof> {
  const { accountId, db } = tenant;
  const run = await db.deliveryRun.findUnique({ where: { accountId_campaignId: { accountId, campaignId } } });
  if (!run) throw new AppError("not_found", "campaign_not_found", "There is no such sending.");
  const rows = await db.$queryRaw<{ state: DeliveryState; n: number; ambiguous: number }[]>`
    SELECT state, count(*)::int AS n, (count(*) FILTER (WHERE flags & 128 > 0))::int AS ambiguous FROM delivery
    WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid GROUP BY state`;
  const counts = toCounts(rows);
  const sum = rows.reduce((total, { n }) => total + n, 0);
  return {
    audience: run.madeTo,
    counts,
    open: openStates.reduce((total, state) => total + counts[state], 0),
    ambiguous: rows.reduce((total, { ambiguous }) => total + ambiguous, 0),
    isComplete: sum === run.madeTo && run.madeAt !== null,
  };
}
