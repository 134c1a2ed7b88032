import type { DomainReport, PublishedRecord } from "./schema";
import { targets } from "./targets";

/** Records worth publishing that are of no use to us alone: a first SPF and a first DMARC policy, or the next step of one that only watches. */
export function suggestRecords(domain: string, report: DomainReport | null): PublishedRecord[] {
  const reasons = new Set(report?.records.flatMap(({ remarks }) => remarks.map(({ reason }) => reason)));
  const { spfInclude } = targets();
  const txt = (record: "spf" | "dmarc", host: string, value: string) => ({ record, type: "TXT" as const, host, value });
  const policy = reasons.has("dmarc_missing") ? "none" : reasons.has("dmarc_policy_none") ? "quarantine" : null;
  const allowed = spfInclude ? `include:${spfInclude}` : "mx";
  return [
    ...(reasons.has("spf_missing") ? [txt("spf", domain, `v=spf1 ${allowed} ~all`)] : []),
    ...(policy ? [txt("dmarc", `_dmarc.${domain}`, `v=DMARC1; p=${policy}; rua=mailto:postmaster@${domain}`)] : []),
  ];
}
