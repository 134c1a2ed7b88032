import type { ContactStatus } from "./schema";

/** Soft bounces in a row after which an address counts as invalid. */
export const SOFT_BOUNCES_ALLOWED = 2;

/** What can happen to a contact. An import is not among them: it changes nobody's status. */
export type ContactEvent = keyof typeof moves;

export type Condition = { status: ContactStatus; softBounces: number; engaged: boolean };

type Moves = Partial<Record<ContactStatus, ContactStatus>>;

/** From which status an event leads to which. A status that is not named stays as it is. */
export const moves = {
  /** The person followed the link of a confirmation mail. */
  confirm: { awaiting: "confirmed", unknown: "confirmed", valid: "confirmed", soft_bounced: "confirmed" },
  /** A mail was accepted. Who engaged before is confirmed again after a soft bounce (see nextCondition). */
  deliver: { unknown: "valid", soft_bounced: "valid" },
  /** The person opened or clicked. */
  engage: { unknown: "confirmed", valid: "confirmed", soft_bounced: "confirmed", confirmed: "confirmed" },
  /** The mailbox was full, the server was busy for days. The third in a row makes invalid (see nextCondition). */
  soft_bounce: {
    unknown: "soft_bounced",
    valid: "soft_bounced",
    confirmed: "soft_bounced",
    soft_bounced: "soft_bounced",
  },
  /** There is no such mailbox. */
  hard_bounce: everyone("invalid", ["invalid", "suppressed", "unsubscribed"]),
  /** The person reported a mail as spam. */
  complain: everyone("unsubscribed", ["unsubscribed"]),
  /** The person left the account for ever. */
  unsubscribe: everyone("unsubscribed", ["unsubscribed"]),
  /** The person took that back, by their own act. Nothing else lifts it. */
  resubscribe: { unsubscribed: "confirmed" },
  /** The account asked never to mail this address. */
  suppress: everyone("suppressed", ["suppressed", "unsubscribed"]),
  lift: { suppressed: "unknown" },
  /** A member looked at what came back and holds the address to be good. */
  reinstate: { invalid: "unknown", soft_bounced: "unknown" },
  /** Staff looked at a large import and found nothing against it. */
  approve: { under_review: "unknown" },
  /** A member corrected the address: what was known of the old one says nothing of the new. */
  readdress: { valid: "unknown", confirmed: "unknown", soft_bounced: "unknown", invalid: "unknown" },
} as const satisfies Record<string, Moves>;

/** Where a contact stands after an event. The same rules as `contactEventSql`, one contact at a time. */
export function nextCondition(was: Condition, event: ContactEvent): Condition {
  const status = (moves[event] as Moves)[was.status];
  if (!status) return was;
  const engaged = was.engaged || event === "engage" || event === "confirm";
  if (event === "soft_bounce") {
    const softBounces = was.softBounces + 1;
    return softBounces > SOFT_BOUNCES_ALLOWED
      ? { status: "invalid", softBounces, engaged }
      : { status, softBounces, engaged };
  }
  const back = event === "deliver" && was.status === "soft_bounced" && was.engaged;
  return { status: back ? "confirmed" : status, softBounces: 0, engaged };
}

function everyone(to: ContactStatus, except: ContactStatus[]): Moves {
  const all: ContactStatus[] = [
    "awaiting",
    "under_review",
    "unknown",
    "valid",
    "confirmed",
    "soft_bounced",
    "invalid",
    "suppressed",
    "unsubscribed",
  ];
  return Object.fromEntries(all.filter((from) => !except.includes(from)).map((from) => [from, to]));
}
