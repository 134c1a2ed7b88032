import { auditHead } from "@/lib/audit";
import { makeProof, type Enter } from "./make-proof";
import type { ProofFile } from "./schema";

/** What of a proof no longer fits. `ranges` are the places of the ledger whose rows are others by now. */
export type Verdict = {
  matches: boolean;
  differs: { what: "ledger" | "states" | "content" | "audience" | "tries" | "audit"; was: string; is: string }[];
  ranges: { from: number; to: number }[];
};

/**
 * Say whether the ledger, the frozen content and the audit trail are still what a proof says. The trail may have grown, but the line it ended
 * with then must be there with the same hash. Throws `not_found` when the campaign is not this account's.
 */
export async function verifyProof(enter: Enter, proof: ProofFile): Promise<Verdict> {
  const now = await makeProof(enter, proof.campaign.id);
  const line = proof.audit && (await enter((tenant) => auditHead(tenant, proof.audit!.line)));
  const parts = {
    ledger: [proof.ledger.sha256, now.ledger.sha256],
    states: [sorted(proof.states), sorted(now.states)],
    content: [proof.content.sha256, now.content.sha256],
    audience: [
      sorted({ ...proof.audience.excluded, frozen: proof.audience.frozen }),
      sorted({ ...now.audience.excluded, frozen: now.audience.frozen }),
    ],
    tries: [sorted(proof.tries), sorted(now.tries)],
    audit: [proof.audit?.sha256 ?? "", line?.hash ?? ""],
  } as const;
  const differs = Object.entries(parts)
    .filter(([, [was, is]]) => was !== is)
    .map(([what, [was, is]]) => ({ what: what as keyof typeof parts, was, is }));
  const known = new Map(now.ledger.ranges.map((range) => [range.from, range.sha256]));
  const ranges = proof.ledger.ranges.filter(({ from, sha256 }) => known.get(from) !== sha256);
  const added = now.ledger.ranges.filter(({ from }) => !proof.ledger.ranges.some((range) => range.from === from));
  return {
    matches: differs.length === 0,
    differs,
    ranges: [...ranges, ...added].map(({ from, to }) => ({ from, to })),
  };
}

function sorted(counts: Record<string, number>): string {
  const names = Object.keys(counts).sort();
  return names.map((name) => `${name} ${counts[name]}`).join(", ");
}
