import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { locales, type Locale } from "./locales";

export type Messages = { [key: string]: string | Messages };

const folder = join(process.cwd(), "messages");
const loaded = new Map<Locale, Messages>();

/**
 * All words of one language: each file of messages/<locale>/ is a namespace of its name, and the `errors` of
 * all files together are one namespace `errors`.
 */
export function messagesFor(locale: Locale): Messages {
  const known = loaded.get(locale);
  if (known) return known;
  const messages = readMessages(locale);
  // Read anew on each request in development, so that a changed text shows without a restart.
  if (process.env.NODE_ENV !== "development") loaded.set(locale, messages);
  return messages;
}

/** Names of the namespaces, from the files of the first language. */
export function namespaces(): string[] {
  return namesIn(locales[0]);
}

function readMessages(locale: Locale): Messages {
  const errors: Messages = {};
  const messages: Messages = { errors };
  for (const namespace of namesIn(locale)) {
    const { errors: refusals, ...words } = readNamespace(locale, namespace);
    messages[namespace] = words;
    Object.assign(errors, refusals);
  }
  return messages;
}

/** One file of words as it was written, its refusals under `errors`. */
export function readNamespace(locale: Locale, namespace: string): Messages {
  return JSON.parse(readFileSync(join(folder, locale, `${namespace}.json`), "utf8")) as Messages;
}

function namesIn(locale: Locale): string[] {
  const files = readdirSync(join(folder, locale)).filter((file) => file.endsWith(".json"));
  return files.map((file) => file.slice(0, -".json".length)).sort();
}
