import { Resolver } from "node:dns/promises";

/** What DNS says to a question. `none` is a name without such a record, `absent` no such name, `failed` no usable answer. */
export type Answer<T> =
  | { kind: "found"; values: T[] }
  | { kind: "none" }
  | { kind: "absent" }
  | { kind: "failed"; why: string };

type Kinds = {
  TXT: string;
  CNAME: string;
  MX: { exchange: string; priority: number };
  NS: string;
  A: string;
  AAAA: string;
};
export type RecordType = keyof Kinds;

/** Asks DNS; the same question twice is asked once. */
export type Ask = <Type extends RecordType>(type: Type, name: string) => Promise<Answer<Kinds[Type]>>;

const TIMEOUT_MS = 2_500;
const CHECK_MS = 20_000;

/**
 * A resolver for one check, at these name servers or at the machine's own. Each question ends after two tries of `timeoutMs`, and no
 * question is asked after 20 seconds: a stranger's zone may lead to servers that never answer.
 */
export function makeAsk(servers?: readonly string[], timeoutMs = TIMEOUT_MS): Ask {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  const until = performance.now() + CHECK_MS;
  if (servers) resolver.setServers(servers);
  const questions: { [Type in RecordType]: (name: string) => Promise<Kinds[Type][]> } = {
    // A text comes in strings of 255 letters at the most, which belong together (RFC 7208 3.3, RFC 6376 3.6.2.2).
    TXT: async (name) => (await resolver.resolveTxt(name)).map((strings) => strings.join("")),
    CNAME: (name) => resolver.resolveCname(name),
    MX: (name) => resolver.resolveMx(name),
    NS: (name) => resolver.resolveNs(name),
    A: (name) => resolver.resolve4(name),
    AAAA: (name) => resolver.resolve6(name),
  };
  const asked = new Map<string, Promise<Answer<never>>>();
  return (type, name) => {
    const key = `${type} ${name.toLowerCase()}`;
    const isLate = performance.now() > until;
    const known = asked.get(key) ?? (isLate ? LATE : (answer(questions[type](name)) as Promise<Answer<never>>));
    asked.set(key, known);
    return known;
  };
}

const LATE = Promise.resolve({ kind: "failed" as const, why: "timeout" });

async function answer<T>(question: Promise<T[]>): Promise<Answer<T>> {
  try {
    const values = await question;
    return values.length > 0 ? { kind: "found", values } : { kind: "none" };
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    if (code === "ENODATA") return { kind: "none" };
    if (code === "ENOTFOUND") return { kind: "absent" };
    return { kind: "failed", why: code.replace(/^E/, "").toLowerCase() };
  }
}

/** The values of an answer, or none of them. */
export function valuesOf<T>(given: Answer<T>): T[] {
  return given.kind === "found" ? given.values : [];
}

/** A name as DNS compares it: lower case, without the last dot. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
