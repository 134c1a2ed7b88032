import type { Remark } from "@/lib/senders/schema";
import { valuesOf, type Ask } from "./ask";
import { isDmarc, readDmarc, type DmarcRecord } from "./dmarc-record";
import { advice, bad, good, unknown } from "./remarks";

const MOST_QUERIES = 8; // RFC 9989 4.10

type Found = { domain: string; texts: string[]; record: DmarcRecord | null };

export type TreeWalk = { found: Found[]; organisation: string; queries: number; failed: string | null };

/** The domains that are asked for a policy on the way up from a name (RFC 9989 4.10): itself, then the rest, eight at the most. */
export function walkOf(domain: string): string[] {
  const labels = domain.split(".");
  const start = labels.length > MOST_QUERIES - 1 ? labels.length - (MOST_QUERIES - 1) : 1;
  const above = labels.slice(start).map((_, at) => labels.slice(start + at).join("."));
  return [domain, ...above].slice(0, MOST_QUERIES);
}

/** Walk up the tree for DMARC records and tell the organisational domain by them (RFC 9989 4.10.2). */
export async function walkTree(ask: Ask, domain: string): Promise<TreeWalk> {
  const found: Found[] = [];
  let queries = 0;
  for (const name of walkOf(domain)) {
    queries++;
    const answer = await ask("TXT", `_dmarc.${name}`);
    if (answer.kind === "failed") return { found, organisation: domain, queries, failed: answer.why };
    const texts = valuesOf(answer).filter(isDmarc);
    if (texts.length === 0) continue;
    // Several records are as none (RFC 9989 4.7).
    const record = texts.length === 1 ? readDmarc(texts[0]!) : null;
    found.push({ domain: name, texts, record });
    if (record && record.psd !== "u") break;
  }
  return { found, organisation: organisationOf(domain, found), queries, failed: null };
}

function organisationOf(domain: string, found: Found[]): string {
  const valid = found.filter(({ record }) => record !== null);
  const marked = valid.find(({ record }) => record!.psd === "n");
  if (marked) return marked.domain;
  const suffix = valid.find((one) => one.record!.psd === "y" && one.domain !== domain);
  if (suffix) {
    const below = domain
      .slice(0, -suffix.domain.length - 1)
      .split(".")
      .at(-1);
    return `${below}.${suffix.domain}`;
  }
  return valid.at(-1)?.domain ?? domain;
}

/** What to say of the DMARC policy that holds for mail from a domain which is signed by `signer` and returns to `returnPath`. */
export async function judgeDmarc(
  ask: Ask,
  domain: string,
  { signer, returnPath }: { signer: string | null; returnPath: string | null },
): Promise<{ remarks: Remark[]; texts: string[]; at: string }> {
  const { found, organisation, failed } = await walkTree(ask, domain);
  const own = found.find((one) => one.domain === domain);
  const holds = own ?? found.find((one) => one.domain === organisation);
  const at = holds?.domain ?? domain;
  const answer = (remarks: Remark[]) => ({ remarks, texts: holds?.texts ?? [], at });
  if (failed) return answer([unknown(failed)]);
  if (!holds) return answer([advice("dmarc_missing")]);
  if (holds.texts.length > 1) return answer([bad("dmarc_several", { domain: at })]);
  if (!holds.record) return answer([bad("dmarc_syntax", { domain: at })]);
  return answer([
    ...judgePolicy(holds.record, domain === at, at),
    ...judgeAlignment(holds.record, domain, organisation, signer, returnPath),
  ]);
}

function judgePolicy(record: DmarcRecord, isOwn: boolean, at: string): Remark[] {
  const policy = isOwn ? record.policy : (record.subdomainPolicy ?? record.policy);
  const wrong = record.wrong.filter((tag) => tag !== "rua" && tag !== "p");
  return [
    ...(policy === null ? [bad("dmarc_policy_missing", { domain: at })] : []),
    ...wrong.map((tag) => bad("dmarc_tag_wrong", { tag })),
    ...(policy === "none" ? [advice("dmarc_policy_none")] : []),
    ...(policy !== null && policy !== "none"
      ? [good(isOwn ? "dmarc_good" : "dmarc_inherited", { policy, domain: at })]
      : []),
    ...(record.isTesting ? [advice("dmarc_testing")] : []),
    ...(record.wrong.includes("rua") ? [advice("dmarc_rua_wrong")] : []),
    ...(record.reportsTo.length === 0 ? [advice("dmarc_rua_missing")] : []),
    ...record.gone.map((tag) => advice("dmarc_tag_gone", { tag })),
  ];
}

// Relaxed: the same organisation. Strict: the same name, letter by letter (RFC 9989 4.4).
function judgeAlignment(
  record: DmarcRecord,
  domain: string,
  organisation: string,
  signer: string | null,
  returnPath: string | null,
): Remark[] {
  const aligned = (name: string | null, isStrict: boolean) =>
    name !== null && (name === domain || (!isStrict && (name === organisation || name.endsWith(`.${organisation}`))));
  const [dkim, spf] = [aligned(signer, record.strictDkim), aligned(returnPath, record.strictSpf)];
  return [
    ...(signer && !dkim ? [bad("dmarc_dkim_not_aligned", { signer, domain })] : []),
    ...(returnPath && !spf ? [advice("dmarc_spf_not_aligned", { returnPath, domain })] : []),
  ];
}
