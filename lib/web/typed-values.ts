import "server-only";
import { Temporal } from "temporal-polyfill";
import { AppError } from "@/lib/platform/errors";

/** The moment of a date and time typed for a zone ("2026-03-01T09:30"). Throws `invalid` at `sendAt`. In the hour that a clock change leaves out, the later moment. */
export function zonedTime(typed: string, timeZone: string): Date {
  try {
    const local = Temporal.PlainDateTime.from(typed);
    return new Date(local.toZonedDateTime(timeZone, { disambiguation: "later" }).epochMilliseconds);
  } catch {
    throw new AppError("invalid", "send_at_unreadable", "Choose a date and a time.", "sendAt");
  }
}

/** A number of people as it was typed, with whatever the language puts between thousands; null when nothing was typed. */
export function countTyped(typed: string): number | null {
  const digits = typed.replace(/\D/g, "");
  return digits === "" ? null : Number(digits);
}
