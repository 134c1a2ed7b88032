import { randomFillSync } from "node:crypto";

// Random bytes are fetched for 256 ids at once: one by one they cost more than all the rest of an id.
const pool = Buffer.alloc(256 * 16);
let used = pool.length;
let lastMs = 0;
let counter = 0;

/** A new id: UUID version 7 (RFC 9562), rising within this process, so that ranges of ids are ranges of time. */
export function newId(now: number = Date.now()): string {
  const bytes = randomSixteen();
  // RFC 9562, method 1: the 12 bits after the time count within a millisecond and borrow from the next when they run out.
  if (now > lastMs) {
    lastMs = now;
    counter = bytes.readUInt16BE(6) & 0x07ff;
  } else if (++counter > 0x0fff) {
    lastMs += 1;
    counter = 0;
  }
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return uuidText(bytes);
}

function randomSixteen(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  return Buffer.from(pool.subarray(used - 16, used));
}

/** The 16 bytes of a UUID as its usual text of 36 characters. */
export function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The 16 bytes of a UUID written as text. */
export function uuidBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll("-", ""), "hex");
}

/** True for a UUID as text; anything else would be an error of the database instead of a row that is not there. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
