import type { ContactEvent } from "@/lib/contacts";
import type { InboundClass, InboundKind } from "./schema";

/** What such a bounce says of the contact: nothing, where it is about who sends or about this one mail. */
export function contactEventOf({
  kind,
  class: named,
  hard,
}: {
  kind: InboundKind;
  class: InboundClass;
  hard: boolean;
}): ContactEvent | null {
  if (kind === "complaint") return "complain";
  if (kind !== "bounce") return null;
  if (hard) return "hard_bounce";
  return named === "mailbox_full" || named === "transient" || named === "unclear" ? "soft_bounce" : null;
}
