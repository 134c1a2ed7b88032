import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { makeProof, verifyProof, type Verdict } from "@/lib/deliveries";
import { ProofFile } from "@/lib/deliveries/schema";
import { accountId, AccountOption, asOperator, campaignOf } from "./tenant";
import { CommandError, readOptions, type Command, type Outcome } from "./command";

const Options = z.object({
  account: AccountOption,
  out: z.string().min(1).optional(),
  verify: z.string().min(1).optional(),
});

/** Writes the proof of a campaign, or says whether one still fits. Exit code 1 when it does not. */
export const campaignProof: Command = {
  name: "campaign proof",
  takes: "CAMPAIGN",
  about: "Write the proof of a campaign: sums counted row by row, and hashes that change with any of them.",
  options: {
    account: "=id, or the address of a member",
    out: "=file to write it to; else it is printed",
    verify: "=file written before: say whether the ledger still matches it",
  },
  run: async (given, [campaign]) => {
    const { account, out, verify } = readOptions(Options, given);
    const campaignId = campaignOf(campaign);
    const owner = await accountId(account);
    const enter: Parameters<typeof makeProof>[0] = (work) => asOperator(owner, work);
    if (verify) {
      const proof = await readProof(verify);
      if (proof.campaign.id !== campaignId)
        throw new CommandError(`${verify} is the proof of another campaign: ${proof.campaign.id}.`);
      return tell(await verifyProof(enter, proof));
    }
    const proof = await makeProof(enter, campaignId);
    const text = JSON.stringify(proof, null, 2);
    if (out) await writeFile(out, `${text}\n`);
    return { result: proof, text: out ? `${out}: ${proof.ledger.rows} rows, ${proof.ledger.sha256}` : text };
  },
};

function tell(verdict: Verdict): Outcome {
  const { matches, differs, ranges } = verdict;
  const lines = [
    ...differs.map(({ what, was, is }) => `${what}\n  was ${was || "nothing"}\n  is  ${is || "nothing"}`),
    ...ranges.map(({ from, to }) => `rows ${from} to ${to} are not what they were`),
  ];
  return {
    result: verdict,
    text: matches ? "It matches: ledger, sums, content and audit trail are what the proof says." : lines.join("\n"),
    failed: !matches,
  };
}

async function readProof(file: string): Promise<ProofFile> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new CommandError(`The file ${file} could not be read.`);
  });
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw new CommandError(`${file} is not JSON.`);
  }
  const proof = ProofFile.safeParse(read);
  if (!proof.success)
    throw new CommandError(`${file} is not a proof of a campaign: ${proof.error.issues[0]!.path.join(".")}.`);
  return proof.data;
}
