import { createHash, hash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "./env";

type Pads = { inner: Uint8Array; outer: Uint8Array };

const SEAL_BYTES = 16; // 128 bits: no one guesses a link
const keys = new Map<string, Buffer>();
const sealing = new Map<string, Pads>();

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

/**
 * Four independent seals of 128 bits over one content, out of a single HMAC-SHA-512: for a mail that carries links of several purposes,
 * where each link may be passed on without giving away the others.
 */
export function fourSeals(purpose: string, content: Uint8Array): [Buffer, Buffer, Buffer, Buffer] {
  const whole = mac("sha512", purpose, content);
  const part = (no: number) => whole.subarray(no * SEAL_BYTES, (no + 1) * SEAL_BYTES);
  return [part(0), part(1), part(2), part(3)];
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
  return mac("sha256", purpose, content).subarray(0, SEAL_BYTES);
}

/** HMAC (RFC 2104), written out over one-shot hashes: setting up an Hmac costs more than all of it, and every mail has several links. */
function mac(kind: "sha256" | "sha512", purpose: string, content: Uint8Array): Buffer {
  const name = `${kind} ${purpose}`;
  let pads = sealing.get(name);
  if (!pads) sealing.set(name, (pads = padsOf(keyFor(purpose), kind === "sha256" ? 64 : 128)));
  const within = hash(kind, Buffer.concat([pads.inner, content]), "buffer");
  return hash(kind, Buffer.concat([pads.outer, within]), "buffer");
}

function padsOf(key: Buffer, blockBytes: number): Pads {
  const block = Buffer.alloc(blockBytes);
  block.set(key);
  return { inner: block.map((byte) => byte ^ 0x36), outer: block.map((byte) => byte ^ 0x5c) };
}
