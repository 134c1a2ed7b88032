import { createPublicKey, type KeyObject } from "node:crypto";
import type { Remark } from "@/lib/senders/schema";
import type { Answer } from "./ask";
import { advice, bad, good, unknown } from "./remarks";
import { readTags } from "./tags";

/** What to say of the TXT records at a selector (RFC 6376 3.6.1), compared with the key that is to be there, where one is given. */
export function judgeDkim(answer: Answer<string>, expected: string | null): Remark[] {
  if (answer.kind === "failed") return [unknown(answer.why)];
  if (answer.kind !== "found") return [bad("dkim_missing")];
  const [text = "", second] = answer.values;
  // "The results are undefined" with several; who verifies takes either, or none.
  if (second !== undefined) return [bad("dkim_several", { count: String(answer.values.length) })];
  return judgeKeyRecord(text, expected);
}

/** What to say of one key record. */
export function judgeKeyRecord(text: string, expected: string | null): Remark[] {
  if (text.includes('"')) return [bad("dkim_quotes")];
  const tags = readTags(text);
  if (!tags || !tags.has("p")) return [bad("dkim_syntax")];
  if (tags.has("v") && (tags.get("v") !== "DKIM1" || [...tags.keys()][0] !== "v")) return [bad("dkim_version")];
  const published = tags.get("p")!.replace(/\s+/g, "");
  if (published === "") return [bad("dkim_revoked")];
  if (!isBase64(published)) return [bad("dkim_broken_base64")];
  if (expected !== null && published !== expected) {
    // A provider that takes 255 letters and drops the rest is the usual cause.
    return [expected.startsWith(published) ? bad("dkim_cut") : bad("dkim_other_key")];
  }
  const limits = judgeLimits(tags);
  if (limits.some(({ standing }) => standing === "bad")) return limits;
  return [...judgeKey(published, tags.get("k") ?? "rsa"), ...limits];
}

function judgeLimits(tags: Map<string, string>): Remark[] {
  const list = (tag: string) =>
    tags
      .get(tag)
      ?.split(":")
      .map((part) => part.trim().toLowerCase());
  const [services, hashes, flags] = [list("s"), list("h"), list("t")];
  return [
    ...(services && !services.includes("*") && !services.includes("email") ? [bad("dkim_not_for_mail")] : []),
    ...(hashes && !hashes.includes("sha256") ? [bad("dkim_hash")] : []),
    ...(flags?.includes("y") ? [advice("dkim_testing")] : []),
  ];
}

function judgeKey(published: string, kind: string): Remark[] {
  const bytes = Buffer.from(published, "base64");
  // RFC 8463: the 32 bytes themselves.
  if (kind === "ed25519") return [bytes.length === 32 ? good("dkim_good") : bad("dkim_broken_key")];
  if (kind !== "rsa") return [bad("dkim_key_kind", { kind })];
  const key = readKey(bytes);
  if (!key || key.asymmetricKeyType !== "rsa") return [bad("dkim_broken_key")];
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < 1024) return [bad("dkim_key_short", { bits: String(bits) })]; // RFC 8301 3.2: not to be accepted
  if (bits < 2048) return [advice("dkim_key_short", { bits: String(bits) })];
  return [good("dkim_good")];
}

function readKey(der: Buffer): KeyObject | null {
  for (const type of ["spki", "pkcs1"] as const)
    try {
      return createPublicKey({ key: der, format: "der", type });
    } catch {
      // the other form, or none
    }
  return null;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
