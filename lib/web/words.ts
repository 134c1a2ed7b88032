import { getRequestConfig } from "next-intl/server";
import { isLocale, type Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";
import { visitorLocale, visitorZone } from "./visitor";

// next-intl loads this file for every request (next.config.ts): no cookie and no part of the address decides the language.
export default getRequestConfig(async ({ locale: asked }) => {
  const locale = isLocale(asked) ? asked : await visitorLocale();
  return {
    locale,
    messages: messagesFor(locale),
    timeZone: await visitorZone(),
    formats: { dateTime, number },
  };
});

const dateTime = {
  day: { day: "numeric", month: "short", year: "numeric" },
  dayTime: { day: "numeric", month: "short", year: "numeric", hour: "numeric", minute: "2-digit" },
  full: { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" },
  clock: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
} as const;

const number = {
  share: { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 },
} as const;

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
  }
}
