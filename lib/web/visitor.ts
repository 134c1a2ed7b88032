import "server-only";
import { headers } from "next/headers";
import type { Theme } from "@/lib/accounts/schema";
import { findSession, findStaffSession } from "./session";
import { chooseLocale, type Locale } from "@/lib/platform/locales";

/** The language of whoever asks for this page: the signed-in person's, else what the browser prefers. */
export async function visitorLocale(): Promise<Locale> {
  const session = (await findSession()) ?? (await findStaffSession());
  if (session) return session.user.locale;
  return chooseLocale((await headers()).get("accept-language"));
}

/** The theme of whoever asks for this page. */
export async function visitorTheme(): Promise<Theme> {
  const session = (await findSession()) ?? (await findStaffSession());
  return session?.user.theme ?? "system";
}

/** The time zone in which dates are shown to whoever asks for this page. */
export async function visitorZone(): Promise<string> {
  return (await findSession())?.account?.timeZone ?? "UTC";
}
