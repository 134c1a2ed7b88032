/** Languages that are complete, the first is the one to fall back on. Each is the name of a folder in messages/. */
export const locales = ["en", "pt-BR"] as const;

export type Locale = (typeof locales)[number];

export const standardLocale: Locale = locales[0];

/** True when `text` names one of our languages. */
export function isLocale(text: unknown): text is Locale {
  return locales.includes(text as Locale);
}

/** The best of our languages for an Accept-Language header (RFC 9110 12.5.4): weights count, `pt` and `pt-PT` find pt-BR. */
export function chooseLocale(header: string | null | undefined): Locale {
  const wishes = (header ?? "").slice(0, 500).split(",").map(readWish);
  const ranked = wishes.filter((wish) => wish.weight > 0).sort((one, other) => other.weight - one.weight);
  for (const { tag } of ranked) {
    const found = tag === "*" ? standardLocale : findLocale(tag);
    if (found) return found;
  }
  return standardLocale;
}

function readWish(part: string): { tag: string; weight: number } {
  const [tag = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag, weight: tag && weight >= 0 && weight <= 1 ? weight : 0 };
}

function findLocale(tag: string): Locale | undefined {
  const language = tag.split("-")[0];
  return (
    locales.find((locale) => locale.toLowerCase() === tag) ??
    locales.find((locale) => locale.toLowerCase().split("-")[0] === language)
  );
}
