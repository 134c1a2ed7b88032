import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from "node:crypto";
import { env } from "./env";

const SEAL_BYTES = 16; // 128 bits: no one guesses a link
const keys = new Map<string, Buffer>();
const sealing = new Map<string, KeyObject>();

/** Seal `content` for one purpose: base64url text that carries the content and a 128-bit HMAC over it. Readable, not forgeable. */
export function seal(purpose: string, content: Uint8Array): string {
  return Buffer.concat([content, signature(purpose, content)]).toString("base64url");
}

/** The content of a token that was sealed for this purpose, or null for anything else. Compares in constant time. */
export function unseal(purpose: string, token: string): Buffer | null {
  if (token.length > 512 || !/^[\w-]+$/.test(token)) return null;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length <= SEAL_BYTES || bytes.toString("base64url") !== token) return null;
  const content = bytes.subarray(0, bytes.length - SEAL_BYTES);
  const given = bytes.subarray(bytes.length - SEAL_BYTES);
  return timingSafeEqual(given, signature(purpose, content)) ? content : null;
}

/** A new secret of 256 bits as base64url text, for links and sessions. Only its hash is kept. */
export function newSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a secret: its SHA-256 as base64url text. Enough for 256 random bits, not for a person's password. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** A key of 32 bytes for one purpose, derived from SECRET (HKDF, RFC 5869), so that a token of one kind is worth nothing as another. */
export function keyFor(purpose: string): Buffer {
  let key = keys.get(purpose);
  if (!key) {
    key = Buffer.from(hkdfSync("sha256", env().SECRET, "", `mailee ${purpose}`, 32));
    keys.set(purpose, key);
  }
  return key;
}

function signature(purpose: string, content: Uint8Array): Buffer {
  let key = sealing.get(purpose);
  // A key object is five times as fast as its bytes; a campaign seals some links for each mail.
  if (!key) sealing.set(purpose, (key = createSecretKey(keyFor(purpose))));
  return createHmac("sha256", key).update(content).digest().subarray(0, SEAL_BYTES);
}
