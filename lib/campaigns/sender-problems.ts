import type { FromCheck } from "@/lib/senders/schema";
import type { Finding, FindingCode, Severity } from "./schema";

/**
 * What stands against the sender of a campaign. Where mail leaves the machine, only a confirmed address of a verified domain may send; in
 * the sandbox nothing is said here, the page shows how the domain stands.
 */
export function senderProblems(address: string, { isStrict, isConfirmed, domain, records }: FromCheck): Finding[] {
  const found = (severity: Severity, code: FindingCode, about: string): Finding[] => [
    { severity, code, where: "from", about },
  ];
  const isWrong = records.some(({ record, standing }) => standing === "bad" && !record.startsWith("dkim"));
  const wrong = domain && isWrong ? found("warning", "from_records_wrong", domain.domain) : [];
  if (!isStrict) return wrong;
  return [
    ...(isConfirmed ? [] : found("error", "from_not_confirmed", address)),
    ...(domain ? [] : found("error", "from_domain_missing", address.slice(address.lastIndexOf("@") + 1))),
    ...(domain && domain.state !== "verified" ? found("error", `from_domain_${domain.state}`, domain.domain) : []),
    ...wrong,
  ];
}
