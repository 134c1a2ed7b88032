import { createTranslator } from "use-intl/core";
import { locales, type Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";

export type Words = { locale: Locale; t: (key: string, values?: Record<string, string>) => string };

/** The words of the subscriber's pages in one language. */
export function wordsIn(locale: Locale): Words {
  const translate = createTranslator({ locale, messages: messagesFor(locale), namespace: "subscriber" });
  return { locale, t: translate as unknown as Words["t"] };
}

/** What each language calls itself. */
export const languageNames: Record<Locale, string> = { en: "English", "pt-BR": "Português" };

export { locales };
