import type { Rule } from "./rules";

const rule = (kind: Rule["class"], reason: Rule["reason"], says: RegExp): Rule => ({ class: kind, reason, says });

/**
 * Single words, for texts that no rule knows. A word is weak proof, so none of these makes a bounce final: it says what a
 * refusal is about, never that somebody is not there.
 */
export const lexicon: Rule[] = [
  rule("policy", "relaying", /\brelay(ing)?\b(?![-.]\w)/),
  rule(
    "transient",
    "suspended",
    /(account|recipient|user|mailbox|compte|conta|cuenta|konto|destinataire).{0,40}(is ?blocked|archived|archivee|bloque\w*|bloquead\w*|gesperrt|locked|inhibited|hold)/,
  ),
  rule(
    "size",
    "too_big",
    /\b(size|bytes|megabytes|\d+ ?[mk]b)\b.{0,60}(exceed|limit|maxim|larg|big|allow)|(exceed|maxim|limit|larg|big)\w*.{0,50}\b(size|bytes|megabytes)\b|\btaille\b|\btamanho\b|\btamano\b|\bdimension\w*|nachrichtengross|サイズ|容量制限/,
  ),
  rule(
    "rate",
    "too_fast",
    /\b(frequency|frequently|too often|slower|throttl\w*|burst|flood\w*|hammer\w*)\b|\brate\b(?! of spam)|\bthreshold\b|\b(concurren\w*|simultaneous|connections?|sessions?|messages|mails|recipients?|thread|deliveries|volume)\b.{0,40}\b(limit\w*|exceed\w*|too many|maxim\w*|quota)|\b(limit\w*|exceed\w*|maxim\w*|too many)\b.{0,40}\b(concurren\w*|connections?|sessions?|messages|mails|recipients?|threads?|per (hour|day|minute))/,
  ),
  rule(
    "policy",
    "authentication",
    /\b(tls|ssl|starttls|encrypt\w*|cipher\w*|certificate\w*|authenticat\w*|authentif\w*|autenticad\w*|credentials?|unauthenticated|signature|signed|dane|dnssec|mta-sts)\b/,
  ),
  rule(
    "blocked",
    "listed",
    /(\d{1,3}\.){3}\d{1,3}(?!\d)[\])]?(?! (?:but|does not like|failed after)\b)(?!.{0,30}\bsaid).{0,30}\b(blocked|denied|refused|rejected|listed|banned|bad)\b|\b(ips?|networks?|netblock|subnet|hosts?|hostname|server|client|asn|country|region|country code)\b.{0,50}\b(blocked|not allowed|not permitted|denied|refused|banned|forbidden|suspicious|suspected|bloque\w*|bloquead\w*|gesperrt|restricted|unwelcome)|\b(suspected|suspicious|spam|bad|blocked|rejected)\b[^.:]{0,15}\b(ips?|network|host|server|client)\b|\b(helo|ehlo)\b|aup#(cxbl|ipbl|cdrbl)|\bbl0\d{4}\b/,
  ),
  rule(
    "content",
    "spam",
    /\b(attachments?|executables?|files?|zip|archives?|urls?|links?|domain in body|content|contents|subject|body|headers?|mime|characters?|encoding|html)\b.{0,60}\b(not|forbidden|blocked|rejected|refused|bounced|invalid|missing|prohibited|policy|denied|suspicious|bad|illegal|malicious|unsafe|examination|disallowed)\b|\b(forbidden|blocked|prohibited|malicious|unsafe|illegal|suspicious|bad|missing|invalid)\b.{0,30}\b(attachments?|files?|urls?|links?|content|headers?|characters?)\b|mail rejete|message (rejete|refuse)\b|urlbl|\bfiltered\b|\b(by|our|the|a) filters?\b|examination|\bjunk\b|\bscam\b|spoof/,
  ),
  rule(
    "policy",
    "sender_refused",
    /\b(sender|envelope|mail from|from address|expediteur|remetente|remitente|mittente|absender)\b/,
  ),
  rule(
    "policy",
    "policy",
    /\b(polic(y|ies)|not (allowed|permitted|authori[sz]ed|accepted|acceptable)|unauthori[sz]ed|prohibited|forbidden|restrict\w*|disallowed|interdit|proibido|prohibido|verboten|abgelehnt)\b/,
  ),
  rule(
    "transient",
    "expired",
    /\b(queue|queued|expir\w*|gave up|reachable|unreachable|gateway|collected|respond\w*|timeout|time limit|later|encerrad\w*)\b/,
  ),
];
