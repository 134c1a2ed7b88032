import type { Address } from "@/lib/platform/address";

const MOST_WORDS = 16;
const LONGEST_WORD = 60;
const MOST_TERMS = 5;

/** Text as it is compared in searches: small letters without accents. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The words by which a contact is found: of the name, of the part before the @, and the domain as one word. They are also how its words are found
 * again when they are to go: whoever changes this function writes the words of all contacts anew.
 */
export function wordsOf(name: string, { local, domain }: Pick<Address, "local" | "domain">): string[] {
  const words = [...split(name), ...split(local), domain].map((word) => word.slice(0, LONGEST_WORD));
  return [...new Set(words)].slice(0, MOST_WORDS);
}

/** One term of a search: found by its beginning as one word (a domain), or by the beginnings of all its parts. */
export type Term = { whole: string; parts: string[] };

/** What was typed into a search: terms to find, and the beginning of an address if something stands before an @. */
export function readSearch(q: string): { terms: Term[]; address: string | null } {
  const typed = q.trim().toLowerCase();
  if (typed.indexOf("@") > 0 && !/\s/.test(typed)) return { terms: [], address: typed };
  const terms = fold(typed)
    .split(/\s+/)
    .map((term) => ({ whole: term.replace(/^@/, "").slice(0, LONGEST_WORD), parts: split(term) }))
    .filter((term) => term.parts.length > 0);
  return { terms: terms.slice(0, MOST_TERMS), address: null };
}

function split(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
