import { hardClasses, type BounceReason, type InboundClass, type InboundKind } from "@/lib/bounces/schema";
import { hasSubjectOfAbsence } from "./automatic";
import type { Judged } from "./fates";
import { plainLetters } from "./fold";
import { judgeWords, withoutDomain } from "./judge-words";
import { addressesIn } from "./complaint";
import { headerOf, type Part } from "./parts";
import { beforeCopy, readTold } from "./told";

const DAEMON =
  /mailer-?daemon|post[ _-]?master|mail ?delivery|mdaemon|system administrator|mail (?:system|subsystem|administrator)|maildelivery|smtp gateway|mail ?router|\bbounces?\b|delivery (?:system|subsystem)|internet mail delivery/;
const SUBJECT =
  /undeliver|not (?:be )?delivered|un(?:able|successful).{0,12}deliver|deliver\w* (?:status|warning|advisory|failure|failed|problem|error|has failed|notification|report|delayed|incomplete)|fail(?:ed|ure)? (?:notice|delivery|mail)|failure notice|non-?delivery|returned (?:mail|e-?mail|message|to sender)|return(?:ing|ed) message|mail (?:delivery )?(?:failed|failure|error|returned|could not)|message (?:status|undeliver|delayed|not delivered|delivery)|delayed mail|warning: (?:message|could not)|could not (?:be )?(?:deliver|send)|bounce|rejected|unzustellbar|nicht zugestellt|zustell(?:ung|fehler|problem)|unbestellbar|nao (?:foi |e )?(?:entregue|possivel entregar)|falha (?:na|de) entrega|devolvid|no (?:se puede|se pudo|se ha podido) entregar|no entregad|error de entrega|non (?:remis|distribu|recapit|consegnat)|echec|mancata consegna|impossibile recapitare|niet bestel|onbestelbaar|kan inte lever|gick inte att leverera|kunne ikke lever|ikke levert|niedostarcz|nie dostarczon|zwrot|nedoruc|kezbesitetlen|teslim edilemedi|недоставлен|(?:ошибка|сбой) доставки|не доставлен|не удалось доставить|возврат|配信不能|配信できません|配達|未(?:送达|传递|投递)|退信|退回|无法投递|系统退信|배달|(?:전달|전송|발송) ?(?:실패|오류)|반송/u;
const INTRO =
  /^(?:[^\n]{0,200}\n){0,6}?[^\n]{0,80}(?:hi\. this is the|this is the (?:mail|postfix|qmail)|this (?:message|is an automatically|report).{0,30}(?:created|generated) automatically by|created automatically by mail delivery|a message that you (?:have )?sen[td]|your message did not reach|your message\b.{0,80}\b(?:could not be|couldn't be|was not|wasn't|cannot be|has not been) delivered|i'm (?:sorry|afraid)|sorry, we were unable to deliver|delivery (?:has failed|to the following)|the following (?:message|mail|e-?mail|recipient|address)|non-?delivery report|the (?:e-?mail|mail|message) below could not be|undeliverable|an error occurred while trying to deliver|failed to deliver|the attached message (?:could not|had)|this is a delivery status|error message below|error: (?:invalid|unknown)|did not reach the following|(?:could|can) ?not be sent|failure reasons|the (?:e-?mail|message|mail) (?:that )?you sent|unable to deliver|we (?:were|are) (?:unable|sorry)|mdaemon has|(?:was|were) not delivered to)/;
const CAME_BACK =
  /(?:could not|couldn't|cannot|can't|was not|wasn't) (?:be )?deliver|undeliverable|deliver\w* (?:has )?failed|returned to (?:you|sender)|nao (?:foi|pode) (?:ser )?entreg|no (?:pudo|se pudo) (?:ser )?entreg|nicht zugestellt|n'a pas pu etre|送信できません|配信できません|无法(?:投递|送达)/u;
const REFUSED = /(?:automatically|has been|was) rejected|not allowed to post|you do not have permission to post/;
const DELAYED =
  /not yet been delivered|warning:? message (?:still )?(?:undelivered|[\w-]+ delayed)|this is a warning|delivery attempts will continue|has been postponed|will (?:keep trying|continue to|be retried|retry|try again)|no action is required on your part|you do(?: not|n't) need to resend|(?:being|is) delayed|temporary failure report|delivery (?:is |has been )?delayed|still undelivered|temporary problem delivering|wird weiterhin versucht|continuaremos tentando|retry for/;
const ARRIVED =
  /\bsuccessfully (?:delivered|relayed)|\bsuccessful (?:mail |message )?delivery|\bdelivery (?:has been|was) successful/;
const OVER = /given up|permanent(?:ly)? (?:error|fail|fatal)|will be deleted|giving up|stopped trying|not going to try/;

type Finding = { kind: InboundKind; class: InboundClass; reason: BounceReason; recipients: Judged[] };

/** True for a report that is no delivery status: a mail of a mail system, about a mail that did not arrive. `hasCopy`: that mail is attached. */
export function isReport(mail: Part, text: string, hasCopy = false): boolean {
  if (mail.headers.has("x-failed-recipients")) return true;
  const from = plainLetters(headerOf(mail, "from"));
  const start = plainLetters(text.slice(0, 1_500).trimStart());
  const saysSo = SUBJECT.test(plainLetters(headerOf(mail, "subject")));
  const begins = INTRO.test(start);
  // No person writes under this name: if the words say why a mail came back, the language of the subject does not matter.
  if (/^mailer-?daemon@/i.test(addressesIn([from])[0] ?? "") && !hasSubjectOfAbsence(mail)) return true;
  if (isDaemon(mail) && judgeWords({ text: beforeCopy(text) }, "").class !== "unclear") return true;
  if (DAEMON.test(from) && (saysSo || begins || /(?:^|[^\d.])5\d\d[ -]/.test(start))) return true;
  if (mail.headers.size === 0) return start.startsWith("hi. this is the");
  const isMachine =
    /^<\s*>$/.test(mail.headers.get("return-path") ?? "") ||
    !/^(?:no)?$/i.test((mail.headers.get("auto-submitted") ?? "").trim());
  // Subject and first words both say it, and it is no answer to anybody.
  if (((saysSo && begins) || (hasCopy && CAME_BACK.test(start))) && !mail.headers.has("in-reply-to")) return true;
  return isMachine && ((saysSo && begins) || REFUSED.test(start) || start.startsWith("hi. this is the"));
}

function isDaemon(mail: Part): boolean {
  const from = addressesIn([headerOf(mail, "from")])[0] ?? "";
  // A postmaster may be a person, who would answer us.
  return /^mailer-?daemon@/i.test(from) || (/^(?:postmaster|mailer)@/i.test(from) && !mail.headers.has("in-reply-to"));
}

// "Undeliverable: Moderators wanted": after such words stands the subject of the mail that came back.
function ownSubject(subject: string): string {
  const [, own] = /^([^:]{2,40}):/.exec(subject) ?? [];
  return !own || /fail|return|notice|warning|error|status|notification/i.test(own) ? subject : own;
}

function arrived(recipients: Judged[]): Finding {
  const done = recipients.map((one) => ({ ...one, reason: "delivered" as const, action: "delivered", hard: false }));
  return { kind: "delivered", class: "delivered", reason: "delivered", recipients: done };
}

/** Judge such a report by what it says with each address. */
export function judgeReport(mail: Part, text: string, fallback: string[]): Finding {
  const head = plainLetters(beforeCopy(text)).slice(0, 6_000);
  const subject = ownSubject(headerOf(mail, "subject"));
  const known = addressesIn([headerOf(mail, "x-failed-recipients")]);
  const own = addressesIn([headerOf(mail, "from"), headerOf(mail, "to"), headerOf(mail, "reply-to")]).map((one) =>
    one.toLowerCase(),
  );
  const told = readTold(text, { known, own });
  const named =
    told.length > 0 ? told : fallback.slice(0, 1).map((address) => ({ address, words: beforeCopy(text), leading: "" }));
  const isDelay =
    (DELAYED.test(head) || /\bdelayed\b|^warning: (?:message|could not)/.test(plainLetters(subject))) &&
    !OVER.test(head);
  const recipients = named.map(({ address, words, leading }) => {
    const verdict = judgeWords(
      { text: withoutDomain(words, address) },
      named.length === 1 ? `${subject}\n${head}` : leading,
    );
    const hard = !isDelay && (hardClasses as readonly string[]).includes(verdict.class);
    return {
      address,
      class: verdict.class,
      reason: verdict.reason,
      hard,
      action: isDelay ? "delayed" : "failed",
      status: "",
      diagnostic: words.trim().slice(0, 500),
    };
  });
  if (recipients.every((one) => one.class === "unclear") && ARRIVED.test(`${plainLetters(subject)}\n${head}`))
    return arrived(recipients);
  const first = recipients[0] ?? { ...judgeWords({ text: `${subject}\n${head}` }, ""), address: "" };
  return { kind: isDelay ? "delayed" : "bounce", class: first.class, reason: first.reason, recipients };
}
