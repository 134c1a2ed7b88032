import type { BounceReason, InboundKind } from "@/lib/bounces/schema";
import { readPart, textOf, type Part } from "./parts";

/** A report of a receiver's own users (ARF, RFC 5965) or of an authentication check (RFC 6591). */
export type Report = { kind: InboundKind; reason: BounceReason; addresses: string[] };

const TYPES: Record<string, [InboundKind, BounceReason]> = {
  abuse: ["complaint", "abuse"],
  complaint: ["complaint", "abuse"],
  spam: ["complaint", "abuse"],
  other: ["complaint", "abuse"],
  miscategorized: ["complaint", "abuse"],
  fraud: ["complaint", "fraud"],
  phishing: ["complaint", "fraud"],
  virus: ["complaint", "fraud"],
  "opt-out": ["unsubscribe", "unsubscribe"],
  "opt-out-list": ["unsubscribe", "unsubscribe"],
  "not-spam": ["unclear", "not_spam"],
  "auth-failure": ["unclear", "auth_report"],
  dmarc: ["unclear", "auth_report"],
};

/** Read a complaint out of the parts of a mail. Null when it is none. Whom it names may be redacted: then the returned mail's own address of ours tells. */
export function readComplaint(parts: Part[], original: Part | null): Report | null {
  const report = parts.find(({ type }) => type === "message/feedback-report") ?? looseReport(parts);
  if (!report) return jmrp(parts, original);
  const { headers } = readPart(`${textOf(report).trimStart()}\n\n`);
  const type = (headers.get("feedback-type") ?? "abuse").trim().toLowerCase();
  const [kind, reason] = TYPES[type] ?? ["complaint", "abuse"];
  if (reason === "auth_report") return { kind, reason, addresses: [] };
  const named = ["original-rcpt-to", "removal-recipient", "removed-recipient", "original-recipient"].map(
    (name) => headers.get(name) ?? "",
  );
  const addresses = addressesIn([...named, original?.headers.get("x-hmxmroriginalrecipient") ?? ""]);
  return {
    kind,
    reason,
    addresses: addresses.length > 0 ? addresses : addressesIn([original?.headers.get("to") ?? ""]),
  };
}

function looseReport(parts: Part[]): Part | undefined {
  return parts.find(
    ({ type, body }) =>
      type.startsWith("text/") &&
      /^feedback-type[ \t]*:/im.test(body.slice(0, 4_000)) &&
      /^(user-agent|version)[ \t]*:/im.test(body.slice(0, 4_000)),
  );
}

// Outlook's programme sends the mail itself, with a line of its own in it.
function jmrp(parts: Part[], original: Part | null): Report | null {
  const marked = [original, ...parts].find((part) => part?.headers.has("x-hmxmroriginalrecipient"));
  if (!marked) return null;
  const addresses = addressesIn([marked.headers.get("x-hmxmroriginalrecipient")!]);
  return { kind: "complaint", reason: "abuse", addresses };
}

/** Plain addresses out of header values, each once. */
export function addressesIn(values: string[]): string[] {
  const found = values.flatMap(
    (value) => value.slice(0, 2_000).match(/[^\s<>"',;:()]{1,64}@[^\s<>"',;:()]{1,255}/g) ?? [],
  );
  return [...new Set(found)].slice(0, 20);
}
