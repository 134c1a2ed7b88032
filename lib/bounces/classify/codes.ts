import type { BounceClass, BounceReason } from "@/lib/bounces/schema";

type Judged = { class: BounceClass; reason: BounceReason };

// By subject and detail of RFC 3463 and the registry that follows it; a detail that is not named is as its subject.
const DETAILS: Record<string, [BounceClass, BounceReason]> = {
  "1.1": ["user_unknown", "no_mailbox"],
  "1.2": ["host_unknown", "no_host"],
  "1.3": ["user_unknown", "no_mailbox"],
  "1.4": ["unclear", "unclear"],
  "1.6": ["user_unknown", "mailbox_moved"],
  "1.7": ["policy", "sender_refused"],
  "1.8": ["policy", "sender_refused"],
  "1.9": ["transient", "server_trouble"],
  "1.10": ["user_unknown", "no_mailbox"],
  "2.1": ["user_unknown", "mailbox_closed"],
  "2.2": ["mailbox_full", "over_quota"],
  "2.3": ["size", "too_big"],
  "2.4": ["transient", "server_trouble"],
  "3.1": ["transient", "server_trouble"],
  "3.2": ["transient", "server_trouble"],
  "3.4": ["size", "too_big"],
  "3.5": ["transient", "server_trouble"],
  "4.1": ["transient", "unreachable"],
  "4.2": ["transient", "unreachable"],
  "4.3": ["transient", "unreachable"],
  "4.4": ["host_unknown", "no_host"],
  "4.5": ["rate", "too_fast"],
  "4.6": ["transient", "server_trouble"],
  "4.7": ["transient", "expired"],
  "4.14": ["transient", "server_trouble"],
  "4.310": ["host_unknown", "no_host"],
  "4.316": ["transient", "unreachable"],
  "5.3": ["rate", "too_fast"],
  "5.6": ["policy", "policy"],
  "7.25": ["blocked", "no_reverse_dns"],
  "7.26": ["policy", "authentication"],
  "7.20": ["policy", "authentication"],
  "7.23": ["policy", "authentication"],
};

const SUBJECTS: Record<string, [BounceClass, BounceReason]> = {
  "2": ["unclear", "unclear"],
  "4": ["transient", "unreachable"],
  "6": ["content", "malformed"],
  "7": ["policy", "policy"],
};

const CODES: Record<number, [BounceClass, BounceReason]> = {
  422: ["mailbox_full", "over_quota"],
  452: ["transient", "server_trouble"],
  521: ["host_unknown", "host_takes_no_mail"],
  523: ["size", "too_big"],
  530: ["policy", "authentication"],
  535: ["policy", "authentication"],
  551: ["policy", "relaying"],
  552: ["mailbox_full", "over_quota"], // RFC 5321 4.2.3: exceeded storage allocation
  556: ["host_unknown", "host_takes_no_mail"], // RFC 7504
  571: ["policy", "policy"],
};

/** What the codes alone say: the enhanced one where it names a detail, else the plain one. */
export function codeVerdict(code: number, enhanced: string): Judged {
  const [kind = "", subject = "", detail = ""] = enhanced.split(".");
  const known = DETAILS[`${subject}.${detail}`] ?? (detail === "0" && subject !== "7" ? undefined : SUBJECTS[subject]);
  const temporary = kind === "4" || (code >= 400 && code < 500);
  // A server that asks for patience about policy or an address has not decided yet.
  if (known && !(temporary && /^(unclear|policy|user_unknown|host_unknown)$/.test(known[0]))) return judged(known);
  const plain = CODES[code];
  if (plain) return judged(plain);
  return temporary ? { class: "transient", reason: "server_trouble" } : { class: "unclear", reason: "unclear" };
}

function judged([kind, reason]: [BounceClass, BounceReason]): Judged {
  return { class: kind, reason };
}
