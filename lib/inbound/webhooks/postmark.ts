import { z } from "zod";
import type { BounceClass, BounceReason } from "@/lib/bounces/schema";
import { env } from "@/lib/platform/env";
import { isSame, readJson, unreadable, unsigned, type Posted } from "./signed";
import { takeEvents, type ProviderEvent, type Tally } from "./take-event";

const text = z.coerce.string().catch("");
const Message = z.object({
  RecordType: text,
  Type: text,
  Email: text,
  Recipient: text,
  Details: text,
  Description: text,
  Content: text,
  From: text,
  MessageID: text,
  SuppressSending: z.boolean().catch(false),
  Metadata: z.record(z.string(), z.unknown()).catch({}),
});

const OTHERWISE: Record<string, [BounceClass, BounceReason]> = {
  HardBounce: ["user_unknown", "no_mailbox"],
  BadEmailAddress: ["user_unknown", "no_mailbox"],
  DnsError: ["transient", "unreachable"],
  SoftBounce: ["transient", "server_trouble"],
  Transient: ["transient", "server_trouble"],
  SpamNotification: ["content", "spam"],
  VirusNotification: ["content", "virus"],
  Blocked: ["blocked", "listed"],
  DMARCPolicy: ["policy", "authentication"],
  ManuallyDeactivated: ["policy", "suppressed"],
};

/** Take an event of Postmark, which signs nothing: it comes with the user and password that stand in the address it was told (`user:password`). */
export async function takePostmark({ body, headers }: Posted, now = new Date()): Promise<Tally> {
  const given = /^Basic ([\w+/=]{1,500})$/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const secret = env().WEBHOOK_POSTMARK_SECRET ?? "";
  if (!isSame(Buffer.from(given, "base64").toString("utf8"), secret) || secret === "") throw unsigned();
  const read = Message.safeParse(readJson(body));
  if (!read.success) throw unreadable();
  const event = eventOf(read.data);
  return takeEvents("postmark", event ? [event] : [], now);
}

function eventOf(told: z.output<typeof Message>): ProviderEvent | null {
  const { RecordType, Type, Email, Recipient, Details, Description, Content, From, Metadata } = told;
  const clues = [...Object.values(Metadata).map(String), Content, From];
  if (RecordType === "SpamComplaint" || Type === "SpamComplaint")
    return { kind: "complaint", emails: [Email].filter(Boolean), clues, text: "" };
  if (RecordType === "SubscriptionChange")
    return told.SuppressSending ? { kind: "unsubscribe", emails: [Recipient].filter(Boolean), clues, text: "" } : null;
  if (
    RecordType !== "Bounce" ||
    /^(AutoResponder|ChallengeVerification|Subscribe|AddressChange|OpenRelayTest)$/.test(Type)
  )
    return null;
  const [named, reason] = OTHERWISE[Type] ?? ["unclear", "unclear"];
  return {
    kind: Type === "Unsubscribe" ? "unsubscribe" : "bounce",
    emails: [Email].filter(Boolean),
    clues,
    text: Details || Description,
    otherwise: { class: named, reason },
  };
}
