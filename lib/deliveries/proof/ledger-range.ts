import { ledgerKey } from "./ledger-key";
import type { Tenant } from "@/lib/accounts";
import type { DeliveryState } from "@/lib/deliveries/schema";

/** So many places of the ledger are read, hashed and named as one range. */
export const RANGE = 10_000;

/** What a range of the ledger holds: its lines in canonical order, and their sums. */
export type LedgerRange = {
  /** One line of JSON for each row, each ended by a line feed; docs/proof.md names the columns. */
  lines: string;
  rows: number;
  states: Partial<Record<DeliveryState, number>>;
  tries: number;
  ambiguous: number;
  doublesPossible: number;
  firstAt: Date | null;
  lastAt: Date | null;
};

/** The last place of a campaign's ledger; 0 for an empty one. */
export async function lastPlace({ accountId, db }: Tenant, campaignId: string): Promise<number> {
  const [row] = await db.$queryRaw<{ last: number | null }[]>`
    SELECT max(seq) AS last FROM delivery WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid`;
  return row?.last ?? 0;
}

/** Read the places after `after` of a campaign's ledger, `RANGE` of them, in the order of their numbers. */
export async function readLedgerRange(
  { accountId, db }: Tenant,
  campaignId: string,
  after: number,
): Promise<LedgerRange> {
  // What people do with a mail later (opens, clicks, leaving) is kept in the other flags: it changes no proof.
  const [range] = await db.$queryRaw<(Omit<LedgerRange, "lines"> & { lines: string | null })[]>`
    WITH part AS MATERIALIZED (
      SELECT seq, contact_id, COALESCE(email_mark, sha256(${ledgerKey(accountId)}::bytea || convert_to(email, 'UTF8'))) AS mark, state, attempts, reply_code, reply_enhanced,
        replace(lower(reply_text), lower(email), '@') AS reply_text, settled_at, flags & 128 > 0 AS ambiguous
      FROM delivery WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid
        AND seq > ${after} AND seq <= ${after + RANGE})
    SELECT string_agg(jsonb_build_array(seq, contact_id, encode(mark, 'hex'), state, attempts, reply_code, reply_enhanced, reply_text,
        (extract(epoch FROM settled_at) * 1000)::bigint, ambiguous)::text || E'\n', '' ORDER BY seq) AS lines,
      count(*)::int AS rows, COALESCE(sum(attempts), 0)::int AS tries, (count(*) FILTER (WHERE ambiguous))::int AS ambiguous,
      (count(*) FILTER (WHERE ambiguous AND attempts > 1))::int AS "doublesPossible",
      min(settled_at) FILTER (WHERE state = 'accepted') AS "firstAt", max(settled_at) FILTER (WHERE state = 'accepted') AS "lastAt",
      (SELECT COALESCE(jsonb_object_agg(state, n), '{}') FROM (SELECT state, count(*) AS n FROM part GROUP BY state) AS sums) AS states
    FROM part`;
  return { ...range!, lines: range!.lines ?? "" };
}
