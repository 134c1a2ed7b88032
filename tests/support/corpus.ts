import { readFileSync } from "node:fs";
import path from "node:path";
import type { Inbound } from "@/lib/bounces";

export type Expected = {
  kind: string;
  class: string;
  hard: boolean;
  recipients: string[];
  fates?: Record<string, string>;
  /** Written before the rules were, and not looked at while they were made. */
  held?: boolean;
  messageId?: string;
};

const folder = path.resolve("tests/fixtures/bounces");

/** Every mail of the corpus with what it is. */
export function readCorpus(): { name: string; raw: Buffer; expected: Expected }[] {
  const labels = JSON.parse(readFileSync(path.join(folder, "expected.json"), "utf8")) as Record<string, Expected>;
  return Object.entries(labels).map(([name, expected]) => ({
    name,
    raw: readFileSync(path.join(folder, name)),
    expected,
  }));
}

/** What is wrong with a verdict, or nothing. */
export function mistakes(found: Inbound, expected: Expected): string[] {
  const wrong: string[] = [];
  const say = (what: string, is: unknown, should: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(should))
      wrong.push(`${what} ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`);
  };
  say("kind", found.kind, expected.kind);
  say("class", found.class, expected.class);
  say("hard", found.hard, expected.hard);
  const addresses = found.recipients.map(({ address }) => address);
  if (expected.kind !== "auto_reply") say("recipients", addresses, expected.recipients);
  for (const [address, fate] of Object.entries(expected.fates ?? {}))
    say(`fate of ${address}`, found.recipients.find((one) => one.address === address)?.class, fate);
  if (expected.messageId) say("message", found.messageId, expected.messageId);
  return wrong;
}
