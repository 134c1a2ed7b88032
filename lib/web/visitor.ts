import "server-only";
import { headers } from "next/headers";
import type { Theme } from "@/lib/accounts/schema";
import { chooseLocale, type Locale } from "@/lib/platform/locales";

/** The language of whoever asks for this page: what the browser prefers. */
export async function visitorLocale(): Promise<Locale> {
  return chooseLocale((await headers()).get("accept-language"));
}

/** The theme of whoever asks for this page. */
export async function visitorTheme(): Promise<Theme> {
  return "system";
}

/** The time zone in which dates are shown to whoever asks for this page. */
export async function visitorZone(): Promise<string> {
  return "UTC";
}
