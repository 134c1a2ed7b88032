import { judgeReply as readWords } from "@/lib/bounces";

/** Where in the conversation a relay gave its answer. */
export type Phase = "connect" | "hello" | "auth" | "mail" | "rcpt" | "data" | "body";

/** An SMTP reply (RFC 5321 4.2) with its enhanced code (RFC 3463) where it has one. */
export type Reply = { code: number; enhanced: string | null; text: string };

/**
 * What came of one try:
 * `accepted`; `deferred` (later, perhaps); `ambiguous` (no answer after the final dot: it may have arrived);
 * `hard_bounce` (no such mailbox) and `soft_bounce` (full or switched off for now), which say something of the contact;
 * `refused` (this mail, for a reason that says nothing of the contact);
 * `policy` (about us: reputation, authentication, content) and `relay` (the message was never tried), which fail nobody.
 */
export type OutcomeKind =
  | "accepted"
  | "deferred"
  | "ambiguous"
  | "hard_bounce"
  | "soft_bounce"
  | "refused"
  | "policy"
  | "relay";

export type Outcome = { kind: OutcomeKind } & { code: number | null; enhanced: string | null; text: string };

/** What a relay's reply means for the message, the contact and the campaign. */
export function judgeReply(phase: Phase, reply: Reply): Outcome {
  return { kind: kindOf(phase, reply), code: reply.code, enhanced: reply.enhanced, text: reply.text };
}

/** What a broken connection means: only after the final dot can the message have arrived all the same. */
export function judgeLoss(phase: Phase, text: string): Outcome {
  const kind = phase === "body" ? "ambiguous" : isBefore(phase) ? "relay" : "deferred";
  return { kind, code: null, enhanced: null, text };
}

function kindOf(phase: Phase, reply: Reply): OutcomeKind {
  const { code } = reply;
  if (code >= 200 && code < 300) return "accepted";
  if (isBefore(phase) || code === 530 || code === 534 || code === 535 || code === 538) return "relay";
  if (code < 500 || code === 503) return "deferred"; // 503: the conversation went wrong, not the message
  if (phase === "mail") return "policy"; // the sender, not the recipient, was refused
  const words = readWords(reply);
  // The words weigh more than the codes here as in what comes back later: 5.1.1 stands before "listed by", too, and 5.7.1 before "no such user".
  const ofThem = phase === "rcpt" ? recipientWords(words) : null;
  if (ofThem) return ofThem;
  if (reply.enhanced?.startsWith("5.7.") || ABOUT_US.has(words.class)) return "policy";
  const kind = phase === "rcpt" ? recipientKind(reply) : contentKind(reply);
  if (kind !== "hard_bounce") return kind;
  return words.hard ? "hard_bounce" : "soft_bounce";
}

// What is refused for our sake would be refused to everyone: it stops the campaign and fails nobody.
const ABOUT_US = new Set<string>(["blocked", "policy", "content", "rate", "size"]);

/** What such words say of just this recipient, or nothing. */
function recipientWords({ class: named, reason, hard }: ReturnType<typeof readWords>): OutcomeKind | null {
  if (hard) return "hard_bounce";
  if (named === "mailbox_full") return "soft_bounce";
  return reason === "recipient_restricted" || reason === "suppressed" ? "refused" : null;
}

function isBefore(phase: Phase): boolean {
  return phase === "connect" || phase === "hello" || phase === "auth";
}

function recipientKind({ code, enhanced }: Reply): OutcomeKind {
  if (enhanced) return enhancedKind(enhanced);
  if (code === 552) return "soft_bounce"; // RFC 5321 4.2.3: exceeded storage allocation
  return code === 550 || code === 551 || code === 553 ? "hard_bounce" : "refused";
}

function contentKind({ code, enhanced }: Reply): OutcomeKind {
  if (enhanced === "5.3.4" || (!enhanced && code === 552)) return "policy"; // too large for everyone
  return enhanced ? enhancedKind(enhanced) : "refused";
}

function enhancedKind(enhanced: string): OutcomeKind {
  if (enhanced.startsWith("5.1.") && enhanced !== "5.1.7" && enhanced !== "5.1.8") return "hard_bounce"; // 7 and 8 are of the sender
  if (enhanced === "5.2.1" || enhanced === "5.4.4") return "hard_bounce"; // mailbox disabled; no way to the host
  if (enhanced.startsWith("5.2.")) return "soft_bounce";
  return enhanced.startsWith("5.1.") ? "policy" : "refused";
}
