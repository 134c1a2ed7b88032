import { hardClasses, type BounceClass, type BounceReason } from "@/lib/bounces/schema";
import { codeVerdict } from "./codes";
import { fold } from "./fold";
import { lexicon } from "./lexicon";
import { rules } from "./rules";

/** An SMTP reply as far as it is known: its code, its enhanced code (RFC 3463), its words. */
export type ReplyWords = { code?: number | null; enhanced?: string | null; text: string };

/** What such a reply means. `temporary` says that the server itself asked for another try. */
export type Verdict = { class: BounceClass; reason: BounceReason; hard: boolean; temporary: boolean };

const MOST_FOR_WORDS = 450;
const CODE = /(?:^|[^\d.])([245]\d\d)(?![\d.])/;
const DOUBT =
  /\b(your?|we|senders?|sending|outside|external\w*|country|filters?|rules?|access|denied|lookup|database|service|busy|temporar\w*|try|later|tomorrow|expired|verif\w*|wanted|unwanted|reason|fast|limit\w*)\b/;
const WEAK = /\b(?:unavailable|unavaiable|not (?:available|present|active)|inactive|expired|undeliverable)\b/;
const STRONG =
  /\b(?:unknown|no such|(?:not|n't) exist\w*|not found|invalid|nonexist\w*|non-exist\w*|not recogni[sz]ed|no longer)\b/;
const ENHANCED = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/g;

/**
 * What the refusal of a server means. The words weigh more than the codes: "5.x.x is final" is right for less than half of all refusals,
 * and 5.1.1 stands before "listed by" as well as before "user unknown". Without words that say anything the codes decide.
 */
export function judgeReply(
  { code = null, enhanced = null, text }: ReplyWords,
  { singleWords = true }: { singleWords?: boolean } = {},
): Verdict {
  const folded = fold(text);
  const codes = enhancedCodes(folded);
  const said = code ?? Number(CODE.exec(folded)?.[1] ?? 0);
  const status = mostTelling(enhanced ? [enhanced, ...codes] : codes);
  const temporary = said >= 400 ? said < 500 : status.startsWith("4");
  const byRule = special(folded, status, said) ?? rules.find(({ says }) => says.test(folded));
  // In a long text any word stands somewhere.
  const byWord = () =>
    singleWords && folded.length <= MOST_FOR_WORDS ? lexicon.find(({ says }) => says.test(folded)) : undefined;
  const found =
    byRule ?? byCode(decided(codeVerdict(said, status)), byWord, folded) ?? byWord() ?? codeVerdict(said, status);
  // "Service unavailable, 5.2.2", "try again later, too many connections": a word or a code says what the phrase leaves open.
  const isVague = found.class === "transient" && (found.reason === "server_trouble" || found.reason === "expired");
  const verdict = isVague ? (notFinal(decided(codeVerdict(0, status))) ?? clearer(byWord()) ?? found) : found;
  // "Not available" is final in the mouth of a server that says 5xx, and anything at all in that of a program that says no code.
  const isVouchedFor = said >= 500 || status.startsWith("5") || !WEAK.test(folded) || STRONG.test(folded);
  const hard = !temporary && isHard(verdict) && isVouchedFor;
  return { class: verdict.class, reason: verdict.reason, hard, temporary };
}

// A code alone is believed about an address unless words that no rule knows speak of us or of trouble: what is doubtful is not final.
function byCode(verdict: Judged | undefined, byWord: () => Judged | undefined, folded: string): Judged | undefined {
  if (!verdict || !isHard(verdict)) return verdict;
  const word = byWord();
  if (word && word.class !== "transient") return word;
  return DOUBT.test(folded) ? { class: "unclear", reason: "unclear" } : verdict;
}

/** A verdict that says something of its own. */
function decided(verdict: Judged): Judged | undefined {
  return verdict.class === "unclear" || verdict.class === "transient" || verdict.reason === "policy"
    ? undefined
    : verdict;
}

function notFinal(verdict: Judged | undefined): Judged | undefined {
  return verdict && !isHard(verdict) ? verdict : undefined;
}

function clearer(verdict: Judged | undefined): Judged | undefined {
  return verdict && /^(rate|size|blocked)$/.test(verdict.class) ? verdict : undefined;
}

function isHard(verdict: Judged): boolean {
  return (hardClasses as readonly string[]).includes(verdict.class);
}

type Judged = { class: BounceClass; reason: BounceReason };

// Codes that mean something of their own together with a few words.
function special(folded: string, status: string, said: number): Judged | null {
  // RFC 5321 4.2.3: the same words mean "busy" under 450 and "not found" under 550.
  if (said === 450 && /mailbox (is )?(unavailable|not available)/.test(folded) && !/limit|quota|rate\b/.test(folded))
    return { class: "transient", reason: "server_trouble" };
  if (status === "5.4.1" && /recipient address rejected|(?<!relay )access denied/.test(folded))
    return { class: "user_unknown", reason: "no_mailbox" };
  // Exchange Online says this of an address it does not know, and then names the rule; Postfix of one that takes no mail from us.
  if (folded.includes("recipient address rejected: access denied"))
    return /access denied\.? ?(?:\[[^\]]{0,80}\] ?)?as\(/.test(folded)
      ? { class: "user_unknown", reason: "no_mailbox" }
      : { class: "policy", reason: "recipient_restricted" };
  if (/^5\.7\.(50[1-3]|511|60[6-9]|6[1-4]\d|708)$/.test(status)) return { class: "blocked", reason: "listed" };
  const exit = /^x-unix; *(\d\d)\b/.exec(folded)?.[1] ?? "";
  if (Object.hasOwn(EXITS, exit)) return EXITS[exit]!;
  if (status === "5.1.8" || status === "5.1.7") return { class: "policy", reason: "sender_refused" };
  return null;
}

// How a mail program of a Unix system ended (sysexits.h), as its server tells it.
const EXITS: Record<string, Judged> = {
  67: { class: "user_unknown", reason: "no_mailbox" },
  68: { class: "host_unknown", reason: "no_host" },
  75: { class: "transient", reason: "server_trouble" },
};

function enhancedCodes(folded: string): string[] {
  return [...folded.matchAll(ENHANCED)].slice(0, 10).map(([, code]) => code!);
}

/** The code that says most: not one that ends in 0.0, and not the one that only says that time ran out. */
function mostTelling(codes: string[]): string {
  const weight = (code: string) => (code.endsWith(".0.0") ? 0 : /\.4\.7$|\.0$/.test(code) ? 1 : 2);
  return codes.reduce((best, code) => (best === "" || weight(code) > weight(best) ? code : best), "");
}
