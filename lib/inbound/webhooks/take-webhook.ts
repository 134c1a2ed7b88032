import { AppError } from "@/lib/platform/errors";
import { inSystem } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { takeFromLimit } from "@/lib/platform/limits";
import type { WebhookProvider } from "@/lib/inbound/schema";
import { takeMailgun } from "./mailgun";
import { takePostmark } from "./postmark";
import { takeSendgrid } from "./sendgrid";
import { takeSes } from "./ses";
import type { Posted } from "./signed";
import type { Tally } from "./take-event";

/** The largest message that is read, in bytes. */
export const LARGEST_WEBHOOK = 2_000_000;

const NETWORK_LIMIT = { name: "webhook", burst: 600, everySeconds: 0.05 };

/** Take what a provider posts to us, once it has proved who it is. Throws `not_found` where it is not set up, `unauthenticated`, `invalid`, `too_large`, `rate_limited`. */
export async function takeWebhook(
  provider: WebhookProvider,
  posted: Posted,
  network: string,
  now = new Date(),
): Promise<Tally> {
  const { setting, take } = providers[provider];
  if (!env()[setting]) throw new AppError("not_found", "webhook_off", "This is not set up here.");
  await inSystem((db) => takeFromLimit(db, NETWORK_LIMIT, network, now));
  if (posted.body.length > LARGEST_WEBHOOK)
    throw new AppError("too_large", "webhook_too_large", "This message is too large.");
  return take(posted, now);
}

const providers = {
  ses: { setting: "WEBHOOK_SES_TOPIC", take: (posted: Posted, now: Date) => takeSes(posted, { now }) },
  sendgrid: { setting: "WEBHOOK_SENDGRID_KEY", take: takeSendgrid },
  postmark: { setting: "WEBHOOK_POSTMARK_SECRET", take: takePostmark },
  mailgun: { setting: "WEBHOOK_MAILGUN_KEY", take: takeMailgun },
} as const;
