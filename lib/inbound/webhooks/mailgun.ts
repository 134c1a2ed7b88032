import { createHmac } from "node:crypto";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { bindToken } from "./bind-token";
import { isFresh, isSame, readJson, unreadable, unsigned, type Posted } from "./signed";
import { takeEvents, type ProviderEvent, type Tally } from "./take-event";

// They try again for eight hours. Whoever sends an old message again in that time changes nothing: each event counts once.
const PATIENCE_S = 9 * 3_600;
const AHEAD_S = 600; // a clock that goes before ours

const text = z.coerce.string().catch("");
const Signed = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
});
const Message = z.object({
  "event-data": z.object({
    event: text,
    severity: text,
    reason: text,
    recipient: text,
    "delivery-status": z
      .object({ code: text, message: text, description: text, "enhanced-code": text })
      .partial()
      .catch({}),
    message: z
      .object({ headers: z.object({ "message-id": text }).partial().catch({}) })
      .partial()
      .catch({}),
    envelope: z.object({ sender: text }).partial().catch({}),
  }),
});

/** Take an event of Mailgun: HMAC-SHA-256 over time and token with the signing key of the account, within nine hours, each token for one message. Throws `unauthenticated`, `invalid`. */
export async function takeMailgun({ body }: Posted, now = new Date()): Promise<Tally> {
  const given = readJson(body);
  const signed = Signed.safeParse(given);
  if (!signed.success) throw unsigned();
  const { timestamp, token, signature } = signed.data.signature;
  const key = env().WEBHOOK_MAILGUN_KEY;
  if (!key) throw unsigned();
  const expected = createHmac("sha256", key)
    .update(timestamp + token)
    .digest("hex");
  if (!isSame(signature.toLowerCase(), expected) || !isFresh(Number(timestamp), PATIENCE_S, now)) throw unsigned();
  const read = Message.safeParse(given);
  if (!read.success) throw unreadable();
  await bindToken(token, (given as { "event-data": unknown })["event-data"], PATIENCE_S + AHEAD_S, now);
  const event = eventOf(read.data["event-data"]);
  return takeEvents("mailgun", event ? [event] : [], now);
}

function eventOf(told: z.output<typeof Message>["event-data"]): ProviderEvent | null {
  const kind = kindOf(told.event, told.severity);
  if (!kind) return null;
  const status = told["delivery-status"];
  const permanent = kind === "bounce" && /^(bounce|generic)$/.test(told.reason);
  const suppressed = /suppress/.test(told.reason);
  return {
    kind,
    emails: told.recipient ? [told.recipient] : [],
    clues: [told.message.headers?.["message-id"] ?? "", told.envelope.sender ?? ""],
    text: [status.code, status["enhanced-code"], status.message || status.description].filter(Boolean).join(" "),
    otherwise: suppressed
      ? { class: "policy", reason: "suppressed" }
      : permanent
        ? { class: "user_unknown", reason: "no_mailbox" }
        : { class: "unclear", reason: "unclear" },
  };
}

function kindOf(event: string, severity: string): ProviderEvent["kind"] | null {
  if (event === "failed") return severity === "temporary" ? "delayed" : "bounce";
  if (event === "complained") return "complaint";
  return event === "unsubscribed" ? "unsubscribe" : null;
}
