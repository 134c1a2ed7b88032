import { newId } from "@/lib/platform/ids";
import { env } from "@/lib/platform/env";
import { takeWebhook } from "@/lib/inbound";
import { returnsOf, standingOf } from "@/tests/support/returned";
import { makeSending } from "@/tests/support/sendings";

type Provider = "ses" | "sendgrid" | "postmark" | "mailgun";

/** Set a provider up for this process; answers how to end that. */
export function setUp(settings: Record<string, string>): () => void {
  Object.assign(env(), settings);
  return () => void Object.assign(env(), Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])));
}

/** Post a body as JSON, from a network of its own. */
export function post(provider: Provider, body: unknown, headers: Record<string, string> = {}) {
  return takeWebhook(provider, { body: Buffer.from(JSON.stringify(body)), headers: new Headers(headers) }, newId());
}

/** A mailing of two that providers tell something of. */
export async function makeTold() {
  const sending = await makeSending(["ana", "bento"]);
  return {
    sending,
    email: "ana@example.com",
    messageId: (seq = 1) => `${sending.campaignId.replaceAll("-", "")}.${seq}@shop.example`,
    standing: (at = 0) => standingOf(sending.account, sending.contactIds[at]!),
    returns: () => returnsOf(sending.account),
  };
}
export type Told = Awaited<ReturnType<typeof makeTold>>;
