import { createVerify, X509Certificate } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { unsigned } from "./signed";

const line = z.string().max(300_000);

/** A message of Amazon SNS as it is posted. */
export const SnsMessage = z.object({
  Type: z.enum(["Notification", "SubscriptionConfirmation", "UnsubscribeConfirmation"]),
  MessageId: line,
  TopicArn: line,
  Message: line,
  Subject: line.nullish(),
  Timestamp: line,
  Token: line.optional(),
  SubscribeURL: line.optional(),
  SignatureVersion: z.enum(["1", "2"]),
  Signature: line,
  SigningCertURL: line,
});
export type SnsMessage = z.infer<typeof SnsMessage>;

/** Fetches a text over https. Injected, so that nothing is asked of the network where there is none. */
export type FetchText = (url: string) => Promise<string>;

const HOST = /^sns\.[a-z0-9-]{1,40}\.amazonaws\.com(\.cn)?$/;
const MOST_BYTES = 64_000;
const certificates = new Map<string, X509Certificate>();

/** Throw `unauthenticated` unless the signature is right under a certificate that Amazon itself serves. */
export async function checkSnsSignature(message: SnsMessage, fetchText: FetchText, now: Date): Promise<void> {
  if (!isAmazon(message.SigningCertURL) || !new URL(message.SigningCertURL).pathname.endsWith(".pem")) throw unsigned();
  const certificate = await certificateAt(message.SigningCertURL, fetchText);
  if (new Date(certificate.validTo) < now || new Date(certificate.validFrom) > now) throw unsigned();
  const check = createVerify(message.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1").update(signedText(message));
  if (!check.verify(certificate.publicKey, message.Signature, "base64")) throw unsigned();
}

/** An address of SNS itself, over https, on the usual port, without a user in it. */
export function isAmazon(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  return protocol === "https:" && port === "" && username === "" && password === "" && HOST.test(hostname);
}

// The fields that are signed, each name and value on a line, in the order of their names.
function signedText(message: SnsMessage): string {
  const names =
    message.Type === "Notification"
      ? (["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"] as const)
      : (["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"] as const);
  return names.flatMap((name) => (message[name] == null ? [] : [`${name}\n${message[name]}\n`])).join("");
}

async function certificateAt(url: string, fetchText: FetchText): Promise<X509Certificate> {
  const known = certificates.get(url);
  if (known) return known;
  const pem = await fetchText(url);
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(pem);
  } catch {
    throw unsigned();
  }
  if (certificates.size >= 20) certificates.clear();
  certificates.set(url, certificate);
  return certificate;
}

/** The usual way to fetch: no redirect is followed, five seconds, 64 kB. Throws `unavailable`. */
export async function fetchOverHttps(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(5_000) }).catch(() => null);
  const bytes = answer?.ok ? Buffer.from(await answer.arrayBuffer()) : null;
  if (!bytes || bytes.length > MOST_BYTES)
    throw new AppError("unavailable", "certificate_unavailable", "Amazon's certificate cannot be read now.");
  return bytes.toString("utf8");
}
