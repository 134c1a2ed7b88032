/** A quoted text of an author's, with either kind of quotes or with those that a word processor makes; 300 letters at most. Three groups. */
export const QUOTED = String.raw`(?:"((?:[^"\\]|\\.){0,300})"|'((?:[^'\\]|\\.){0,300})'|“([^”]{0,300})”)`;

/** What was quoted, from the three groups of a match. */
export function unquoted(double?: string, single?: string, curly?: string): string | null {
  const typed = double ?? single;
  return typed === undefined ? (curly ?? null) : typed.replace(/\\(.)/gs, "$1");
}
