import { z } from "zod";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { isFresh, readJson, unreadable, unsigned, type Posted } from "./signed";
import { checkSnsSignature, fetchOverHttps, isAmazon, SnsMessage, type FetchText } from "./sns";
import { takeEvents, type ProviderEvent, type Tally } from "./take-event";

const PATIENCE_S = 25 * 3_600;
const NOTHING: Tally = { taken: 0, known: 0, unmatched: 0 };

const text = z.coerce.string().catch("");
const recipients = z.array(z.object({ emailAddress: text, status: text, diagnosticCode: text }).partial()).catch([]);
const Told = z.object({
  notificationType: text,
  eventType: text,
  mail: z.object({
    source: text,
    headers: z.array(z.object({ name: text, value: text })).catch([]),
    // The tag our transport gave it: SES writes a return path and a Message-ID of its own.
    tags: z
      .object({ mailee: z.array(text) })
      .partial()
      .catch({}),
    commonHeaders: z.object({ messageId: text, returnPath: text }).partial().catch({}),
  }),
  bounce: z.object({ bounceType: text, bounceSubType: text, bouncedRecipients: recipients }).optional(),
  complaint: z
    .object({ complaintFeedbackType: text, complaintSubType: text, complainedRecipients: recipients })
    .optional(),
  deliveryDelay: z.object({ delayedRecipients: recipients }).optional(),
});

/**
 * Take a message of Amazon SES through SNS: signed by a certificate of Amazon's, and of the topic of the setting. A subscription is confirmed for that topic
 * alone. Throws `unauthenticated`, `invalid`, `unavailable`.
 */
export async function takeSes(
  { body }: Posted,
  { fetchText = fetchOverHttps, now = new Date() }: { fetchText?: FetchText; now?: Date } = {},
): Promise<Tally> {
  const read = SnsMessage.safeParse(readJson(body));
  if (!read.success) throw unsigned();
  const message = read.data;
  if (message.TopicArn !== env().WEBHOOK_SES_TOPIC) throw unsigned();
  await checkSnsSignature(message, fetchText, now);
  if (!isFresh(Date.parse(message.Timestamp) / 1000, PATIENCE_S, now)) throw unsigned();
  if (message.Type === "SubscriptionConfirmation") return confirm(message, fetchText);
  if (message.Type !== "Notification") return NOTHING;
  // A test message of the console, for one, is signed and about no mail.
  const told = Told.safeParse(jsonOrNull(message.Message));
  if (!told.success) return NOTHING;
  return takeEvents("ses", eventOf(told.data), now);
}

async function confirm({ SubscribeURL = "", TopicArn }: SnsMessage, fetchText: FetchText): Promise<Tally> {
  if (!isAmazon(SubscribeURL)) throw unreadable();
  await fetchText(SubscribeURL);
  log.info({ topic: TopicArn }, "a subscription was confirmed");
  return NOTHING;
}

function eventOf({
  notificationType,
  eventType,
  mail,
  bounce,
  complaint,
  deliveryDelay,
}: z.output<typeof Told>): ProviderEvent[] {
  const own = mail.headers
    .filter(({ name }) => /^(message-id|list-unsubscribe|return-path|x-mailee.*)$/i.test(name))
    .map(({ value }) => value);
  const clues = [
    ...(mail.tags.mailee ?? []),
    mail.source,
    mail.commonHeaders.returnPath ?? "",
    ...own,
    mail.commonHeaders.messageId ?? "",
  ];
  const of = (list: z.output<typeof recipients>) =>
    list.map(({ emailAddress = "" }) => emailAddress.replace(/^.*<|>.*$/g, "")).filter(Boolean);
  const kind = notificationType || eventType;
  if (kind === "Complaint" && complaint) {
    if (complaint.complaintFeedbackType === "not-spam") return [];
    return [{ kind: "complaint", emails: of(complaint.complainedRecipients), clues, text: "" }];
  }
  if (kind === "DeliveryDelay" && deliveryDelay) {
    const [first] = deliveryDelay.delayedRecipients;
    return [
      {
        kind: "delayed",
        emails: of(deliveryDelay.delayedRecipients),
        clues,
        text: first?.diagnosticCode ?? "",
        status: first?.status || undefined,
      },
    ];
  }
  if (kind !== "Bounce" || !bounce) return [];
  const [first] = bounce.bouncedRecipients;
  const { bounceType, bounceSubType } = bounce;
  return [
    {
      kind: "bounce",
      emails: of(bounce.bouncedRecipients),
      clues,
      text: first?.diagnosticCode ?? "",
      status: first?.status || undefined,
      otherwise: otherwise(bounceType, bounceSubType),
    },
  ];
}

function otherwise(type: string, subType: string): ProviderEvent["otherwise"] {
  if (/suppress/i.test(subType)) return { class: "policy", reason: "suppressed" };
  if (subType === "MailboxFull") return { class: "mailbox_full", reason: "over_quota" };
  if (subType === "MessageTooLarge") return { class: "size", reason: "too_big" };
  if (/ContentRejected|AttachmentRejected/.test(subType)) return { class: "content", reason: "spam" };
  if (type === "Permanent") return { class: "user_unknown", reason: "no_mailbox" };
  return type === "Transient" ? { class: "transient", reason: "server_trouble" } : undefined;
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
