import { z } from "zod";

/** What came back, in one word. */
export const InboundKind = z.enum([
  "bounce",
  "delayed",
  "complaint",
  "auto_reply",
  "unsubscribe",
  "reply",
  "delivered",
  "unclear",
]);
export type InboundKind = z.infer<typeof InboundKind>;

/** Why a mail came back. Only the first two say that the address is of no use; `blocked`, `policy`, `rate` and `content` are about who sends. */
export const BounceClass = z.enum([
  "user_unknown",
  "host_unknown",
  "mailbox_full",
  "blocked",
  "policy",
  "size",
  "rate",
  "content",
  "transient",
  "unclear",
]);
export type BounceClass = z.infer<typeof BounceClass>;

/** The class of anything that arrives: that of its bounce, else its kind. */
export type InboundClass = BounceClass | "complaint" | "auto_reply" | "unsubscribe" | "reply" | "delivered";

/** The cause in one key; its words are in the messages (`bounces.reasons`). */
export const BounceReason = z.enum([
  "no_mailbox",
  "mailbox_closed",
  "mailbox_moved",
  "no_host",
  "host_takes_no_mail",
  "over_quota",
  "suspended",
  "listed",
  "reputation",
  "no_reverse_dns",
  "authentication",
  "relaying",
  "sender_refused",
  "recipient_restricted",
  "suppressed",
  "policy",
  "too_big",
  "too_fast",
  "greylisted",
  "spam",
  "virus",
  "malformed",
  "unreachable",
  "expired",
  "server_trouble",
  "unclear",
  "absent",
  "challenge",
  "read_receipt",
  "abuse",
  "fraud",
  "not_spam",
  "auth_report",
  "unsubscribe",
  "reply",
  "delivered",
]);
export type BounceReason = z.infer<typeof BounceReason>;

/** The classes after which an address is not mailed again at once. */
export const hardClasses = ["user_unknown", "host_unknown"] as const satisfies BounceClass[];

/** By which way we learned of it. */
export const BounceSource = z.enum(["smtp_reply", "listener", "mailbox", "ses", "sendgrid", "postmark", "mailgun"]);
export type BounceSource = z.infer<typeof BounceSource>;

/** What the desk of bounces is narrowed to, as it stands in the address of the page. */
export const BounceFilter = z.object({
  show: z
    .enum(["all", "complaint", ...BounceClass.options])
    .catch("all")
    .default("all"),
  campaign: z.uuid().optional().catch(undefined),
  older: z.uuid().optional().catch(undefined),
  newer: z.uuid().optional().catch(undefined),
});
export type BounceFilter = z.infer<typeof BounceFilter>;

export const BounceId = z.object({ bounceId: z.uuid() });

/** One line of what came back. `diagnostic` is what the server said. */
export type BounceRow = {
  id: string;
  at: Date;
  kind: InboundKind;
  class: InboundClass;
  reason: BounceReason;
  hard: boolean;
  source: BounceSource;
  email: string;
  diagnostic: string;
  contactId: string;
  campaignId: string;
  campaign: string | null;
  undoneAt: Date | null;
};

/** One of them whole. `standing` is the status of its contact now. */
export type BounceCard = BounceRow & { status: string; raw: string | null; undoneBy: string; standing: string | null };

/** How many of one kind and class. */
export type BounceSum = { kind: InboundKind; class: InboundClass; n: number };
