import { judgeReply, type ReplyWords, type Verdict } from "./judge-reply";

/** The words without the name of the recipient's own domain, which may say anything: "no such domain: full-mailbox.example". */
export function withoutDomain(words: string, address: string): string {
  const domain = address.slice(address.lastIndexOf("@") + 1).slice(0, 255);
  if (!address.includes("@") || !domain.includes(".")) return words;
  return words.replace(new RegExp(domain.replace(/[\^$.*+?()[\]{}|/\\]/g, "\\$&"), "giu"), "there.example");
}

/** Judge what a report says with an address; where that says nothing, what it says `around`. */
export function judgeWords(own: ReplyWords, around: string): Verdict {
  // A local Exim that finds no way to a domain says it like this; in a reply of a server it is about the user.
  if (/^[ \t]*unrouteable address[ \t]*$/im.test(`${own.text}\n${around}`))
    return { class: "host_unknown", reason: "no_host", hard: true, temporary: false };
  const said = judgeReply(own);
  if (!around || saysSomething(said, own.text)) return said;
  // What surrounds it speaks of servers, mails and policies in any case.
  const wider = judgeReply({ ...own, text: around }, { singleWords: false });
  return wider.class === "unclear" ? said : wider;
}

// "smtp; 550 5.1.1" is a verdict; "5.0.0" and nothing else is not yet one, nor is "the time ran out".
function saysSomething({ class: kind, reason }: Verdict, text: string): boolean {
  if (kind === "unclear") return false;
  return kind !== "transient" || (text.length > 30 && reason !== "expired");
}
