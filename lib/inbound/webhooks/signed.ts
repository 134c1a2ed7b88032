import { timingSafeEqual } from "node:crypto";
import { AppError } from "@/lib/platform/errors";

/** What a handler gets: the body byte for byte, and the headers. */
export type Posted = { body: Buffer; headers: Headers };

/** A message that does not prove who sent it. */
export function unsigned() {
  return new AppError("unauthenticated", "webhook_unsigned", "This message does not prove who sent it.");
}

/** A body that is signed and yet is not what its sender writes. */
export function unreadable() {
  return new AppError("invalid", "webhook_unreadable", "This message cannot be read.");
}

/** JSON out of a body. Throws `invalid`. */
export function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw unreadable();
  }
}

/** Equal, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** True for a time in seconds that is no older than so many seconds, and not ahead of us by more than five minutes. */
export function isFresh(seconds: number, mostSeconds: number, now: Date): boolean {
  const age = now.getTime() / 1000 - seconds;
  return Number.isFinite(age) && age <= mostSeconds && age >= -300;
}
