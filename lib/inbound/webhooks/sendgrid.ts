import { createPublicKey, verify } from "node:crypto";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { isFresh, readJson, unreadable, unsigned, type Posted } from "./signed";
import { takeEvents, type ProviderEvent, type Tally } from "./take-event";

const PATIENCE_S = 25 * 3_600; // they try again for a day

const text = z.coerce.string().catch("");
const Events = z.array(
  z
    .object({
      event: text,
      type: text,
      email: text,
      "smtp-id": text,
      reason: text,
      status: text,
      response: text,
      return_path: text,
    })
    .partial(),
);

/** Take events of SendGrid: an ECDSA signature over time and body, under the public key of the setting. Throws `unauthenticated`, `invalid`. */
export async function takeSendgrid({ body, headers }: Posted, now = new Date()): Promise<Tally> {
  const signature = headers.get("x-twilio-email-event-webhook-signature") ?? "";
  const timestamp = headers.get("x-twilio-email-event-webhook-timestamp") ?? "";
  if (!isFresh(Number(timestamp || Number.NaN), PATIENCE_S, now) || !isSigned(timestamp, body, signature))
    throw unsigned();
  const read = Events.safeParse(readJson(body));
  if (!read.success) throw unreadable();
  return takeEvents("sendgrid", read.data.flatMap(eventOf), now);
}

function isSigned(timestamp: string, body: Buffer, signature: string): boolean {
  try {
    const key = createPublicKey({
      key: Buffer.from(env().WEBHOOK_SENDGRID_KEY ?? "", "base64"),
      format: "der",
      type: "spki",
    });
    return verify("sha256", Buffer.concat([Buffer.from(timestamp), body]), key, Buffer.from(signature, "base64"));
  } catch {
    return false; // neither a key nor a signature
  }
}

function eventOf(told: z.output<typeof Events>[number]): ProviderEvent[] {
  const { event, type, email, reason = "", response = "", status } = told;
  const base = {
    emails: email ? [email] : [],
    clues: [told["smtp-id"] ?? "", told.return_path ?? ""],
    text: reason || response,
    status: status || undefined,
  };
  if (event === "spamreport") return [{ ...base, kind: "complaint" }];
  if (event === "unsubscribe" || event === "group_unsubscribe") return [{ ...base, kind: "unsubscribe" }];
  if (event === "deferred")
    return [{ ...base, kind: "delayed", otherwise: { class: "transient", reason: "server_trouble" } }];
  if (event === "dropped")
    return [
      { ...base, kind: "bounce", text: "", status: undefined, otherwise: { class: "policy", reason: "suppressed" } },
    ];
  if (event !== "bounce") return [];
  const otherwise =
    type === "blocked"
      ? ({ class: "blocked", reason: "listed" } as const)
      : ({ class: "user_unknown", reason: "no_mailbox" } as const);
  return [{ ...base, kind: "bounce", otherwise }];
}
