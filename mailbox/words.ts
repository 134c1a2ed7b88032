import { chooseLocale, type Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";

export type Words = { locale: Locale; t: (key: string, values?: Record<string, string | number>) => string };

/** The words of the mailbox in the reader's language. */
export function wordsFor(acceptLanguage: string | undefined): Words {
  const locale = chooseLocale(acceptLanguage);
  const texts = messagesFor(locale).mailbox as Record<string, string>;
  return {
    locale,
    t: (key, values = {}) => (texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
  };
}
