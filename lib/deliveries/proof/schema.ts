import { z } from "zod";

const Digest = z.string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 in hexadecimal");
const Count = z.number().int().min(0);
const Time = z.iso.datetime().nullable();

/** The proof of a campaign as a file: what docs/proof.md explains. Read with the same words it is written with. */
export const ProofFile = z.object({
  format: z.literal("mailee-proof/2"),
  madeAt: z.iso.datetime(),
  /** Nothing is open: this will not change any more, unless somebody sends to the rest. */
  final: z.boolean(),
  campaign: z.object({
    id: z.uuid(),
    name: z.string(),
    list: z.string(),
    status: z.string(),
    startedAt: Time,
    finishedAt: Time,
  }),
  audience: z.object({ frozen: Count, excluded: z.record(z.string(), Count) }),
  states: z.record(z.string(), Count),
  tries: z.object({
    all: Count,
    /** People of whom a try was never answered. */
    unanswered: Count,
    /** Of these, who was tried again and so may have got it twice. */
    doublesPossible: Count,
    /** Taken over from a worker that stopped without a word: at most one for each of its connections was on the way. */
    takenOver: Count,
  }),
  accepted: z.object({ first: Time, last: Time }),
  content: z.object({ sha256: Digest }),
  ledger: z.object({
    sha256: Digest,
    rows: Count,
    ranges: z.array(z.object({ from: Count, to: Count, rows: Count, sha256: Digest })),
  }),
  audit: z.object({ line: Count, sha256: Digest }).nullable(),
});
export type ProofFile = z.infer<typeof ProofFile>;
