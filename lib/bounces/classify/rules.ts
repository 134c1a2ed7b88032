import type { BounceClass, BounceReason } from "@/lib/bounces/schema";
import { fullMailbox, noHost, noMailbox, notAllowed, onTheirList, tooMuch, unwantedMail } from "./languages";

export type Rule = { class: BounceClass; reason: BounceReason; says: RegExp };

const rule = (kind: BounceClass, reason: BounceReason, says: RegExp): Rule => ({ class: kind, reason, says });

/**
 * What servers say, in the order in which it is believed: what is about us before what is about the recipient, so that a block that
 * wears the code of an unknown user is still a block. Every gap is bounded, so each rule reads a text in linear time.
 */
export const rules: Rule[] = [
  rule(
    "transient",
    "unreachable",
    /max(imum)? (number of )?(delivery )?(attempts|retries|tries)|too many hops|hop count|failed \d+ (attempts|tries|times)|after \d+ (attempts|tries|retries)/,
  ),
  rule("blocked", "reputation", /due to (the |your )?(ip |domain )?reputation/),
  rule(
    "policy",
    "suppressed",
    /suppression list|suppressed (address|recipient)|on (our|the) (bounce|do not mail) list/,
  ),
  rule(
    "mailbox_full",
    "over_quota",
    /(user|mailbox|account|recipient|addr)\b (has|is|with) .{0,12}\b(no|out of)\b.{0,12}\b(space|room)\b|cannot append message.{0,200}(file too large|quota)|too much mail data/,
  ),
  // A full mailbox, before the words "exceeded" and "limit" mean anything else.
  rule(
    "transient",
    "server_trouble",
    /insufficient (system|server|disk) (storage|resources|space)|out of (disk|memory)|system storage|disk (is )?full\b|no space left|mail system (is )?full|unavailable to take delivery/,
  ),
  rule(
    "blocked",
    "listed",
    /\b(this|your|the|sending|client) ip( address)? ?(\([\d.]{7,15}\) ?)?(has been|is|was) (temporarily |permanently )?(blocked|banned|listed|blacklisted|rejected|refused|filtered)|\b(e-?mails?|mails?|messages?|connections?) from \[?\d{1,3}(\.\d{1,3}){3}\]? (is|are|was|were|has been) (currently |temporarily )?(blocked|rejected|refused)|\b(deny|block|ban|black)\w{0,12}(\.\w{2,4})?\?(ip|query|lookup)=|intrusion prevention|\((dyn|rtr|con|dns):[a-z]/,
  ),
  rule(
    "rate",
    "too_fast",
    /excessive volume|number of connections|unusual rate.{0,200}rate limited|quota for sending|relay limit|submission quota|(submission|sending|message|connection) rate\b.{0,40}(exceed|limit)|exceeded permitted limits|too frequent\b|\bslower\b|(daily|hourly|message|sending|smtp) (message |sending )?(quota|rate)|max(imum)? (e-?mails|messages|sending rate|number of (messages|connections))|thread limit|trop de (connexions|messages)|throttling failure|(exceed\w*|over|reached)(?!.{0,40}\bsize).{0,30}\b(hourly|daily|sending|message|connection|rate|outbound|recipients?)\b.{0,20}(limit|quota|rate)|(hourly|daily|rate|connection) (limit(?!ed)|quota)|messages per (hour|day|minute|connection)|\b(send|sending|outbound|hourly|daily|connection|rate) limits? (is |was |has been |have been )?(exceed|reach|hit)/,
  ),
  rule(
    "mailbox_full",
    "over_quota",
    /(mailbox|inbox|maildir|mail file) (size )?(limit )?(has |would )?(been )?(exceed|is over)|too many messages (on|in) (the|this|their)|exceeding receiving/,
  ),
  rule(
    "size",
    "too_big",
    /(max|maximum|inbound|allowed) (inbound )?message size|message length exceeds|(message|mail|e-?mail|size|letter).{0,30}(too (large|big)|exceeds?.{0,30}(size|limit|maximum)|larger than)|too large for this recipient|size limit|sizelimit|maximum message size|(nachricht|mensagem|mensaje|messaggio|message).{0,30}(zu gross|muito grande|demasiado grande|troppo grande|trop volumineux|te groot|слишком больш)|larger (\([^)]{1,20}\) )?than|(uberschreitet|excede|supera|depasse).{0,25}\b(zulassige grosse|tamanho|tamano|dimension[ei]|taille)/,
  ),
  rule("mailbox_full", "over_quota", fullMailbox),
  // How fast we send.
  rule(
    "rate",
    "greylisted",
    /gr[ea]y-?list|please come back later|try again in \d+ (second|minute)|temporarily rejected.{0,40}first time/,
  ),
  rule(
    "rate",
    "too_fast",
    /too (many|much) (smtp |concurrent |open |simultaneous )?(messages|mails?|e-?mails|connections|concurrent|sessions|errors|recipients|traffic|commands|invalid)|(receiving|getting) (e-?)?mail (at a rate|too quickly)|rate[- ]?limit(?!ed)|rate[- ]?control|throttl|\bts[s]?0[124]\b|unexpected volume|slow down|sending too (fast|quickly|many)|max(imum)?\.? (number of )?(message|connection|recipient)s? (per|exceeded|reached)|policy-?throttle|reduce your (sending )?rate/,
  ),
  // Who we are: lists, reputation, names of machines.
  rule(
    "blocked",
    "no_reverse_dns",
    /reverse (dns|hostname|lookup)|\bptr\b|\brdns\b|\bbad helo|\b(helo|ehlo)\b.{0,25}\b(invalid|rejected|refused|denied|bad)\b|\binvalid ip\b|(no|missing|invalid|without).{0,15}(ptr|reverse|hostname for)|helo (command )?(rejected|name|is)|invalid (helo|ehlo)|cannot find your (reverse )?hostname|need fully-qualified hostname|looks (dynamic|generic)|(dynamic|dialup|dial-up|residential|transient).{0,15}\b(ips?|address|range)\b|ip name lookup failed|does not resolve|(cannot|can't|unable to|not) resolve your|unresolvable relay|mismatch\w* client|client ip|use (the |your )?(smtp|mail) ?server of your|your isp'?s? (smtp|mail)|not be mail exchanger|connect\w* from.{0,40}domain name system/,
  ),
  rule(
    "content",
    "spam",
    /(blacklisted|listed|blocked) (url|uri|link)|\b(url|uri|uribl|link|attachment)s?\b.{0,30}(black|list|policy|block)|\b(url|uri|link|attachment|image)s? in (this|your|the) (message|mail|e-?mail)|\bdt:spm\b|spam (in|url)|similar to spam/,
  ),
  rule(
    "blocked",
    "reputation",
    /reputation|access denied, please try again|sender is (a )?spammer|as (a )?spammer|spam list|blocked for abuse|looks.{0,20}like (a )?spammer|open proxy|open relay(?! (is )?not)|suspected spam ip|abus(e|ive)\b.{0,30}(ip|host|network)|unusual rate of unsolicited(?!.{0,200}rate limited)|user complaints|dictionary attack|harvest\w* (attack|attempt)|permanently deferred|sending (ip|mta)|suspicious (sending )?activity|(ip|host|server|network|domain).{0,40}(spammer|spam source|sends? spam|sending spam)|history of (spam|abuse)/,
  ),
  rule(
    "blocked",
    "listed",
    /black[- ]?list|block[- ]?list|deny[- ]?list|\b(rb|dnsb|surb|urib|dbl|xb|sb|pb|bl)ls?\b|dns blocklist|blocked using|spamhaus|spamcop|sorbs|abuseat|invaluement|uceprotect|barracuda ?central|barracuda reputation|proofpoint.{0,30}(dnsbl|blocked)|senderscore|cloudmark|trustedsource|(?<!not )listed (at|in|on|by|as)|(found|listed|is) on.{0,25}(list|rbl)|banned (sending|sender|ip)|\bbanned\b.{0,15}\bip\b/,
  ),
  rule(
    "policy",
    "relaying",
    /relay(ing)? (access |traffic )?(denied|disallowed|not (permitted|allowed)|prohibited|is not)|unauthori[sz]ed relay|not a gateway|unable to relay|(cannot|can't|not|won't|refuse to) relay|rcpthosts|relaying denied|not permitted to relay|open relay|no relaying|mail relay\b|to relay through|non-local (e-?mail )?addr|relay not permitted|tenantattribution/,
  ),
  rule(
    "blocked",
    "listed",
    /(ip|client host|host|server|relay|network|connection|(?<!recipient |sender )address|domain|provider|client)s?\b(?! (?:said|return|replied|respond)).{0,40}\b(is |are |was |has been |have been |temporarily |permanently )*(blocked|banned|denied|blacklisted|prohibited|barred)|(blocked|refused|denied|rejected).{0,25}\b(your|sending|sender'?s?|this) (ip|host|server|network|mail server|client)|:blocked\)|mail refused - \d|client host rejected|access denied.{0,20}(ip|banned)|block for spam|connection (refused|rejected|dropped) (due to|because|by) (policy|abuse|spam)|blocked - see|\bip=\d[\d.]{6,20} -|not (accept|allow)(ed|ing)? (mail |connections? )?from (your|this) (ip|host|network|server)|(not|no) (currently )?accept\w* (mail|messages|connections) from your|no access (from|to|for) (this|your|that)|no access (from|to)\b|your access (to .{0,60})?(has been |was |is )?(rejected|denied|blocked)|\bgo away\b|access from.{0,40}(blocked|denied)|authorized to send e?-?mail directly|\bs3150\b|\bs3140\b/,
  ),
  // What is wrong with the letter itself, whatever else it names.
  rule("content", "malformed", /(duplicate|multiple|repeated) '?\b(dkim-signature|headers?)\b/),
  rule(
    "content",
    "spam",
    /(restricted|disallowed|forbidden|prohibited|illegal|blocked|denied) attach|attach(ment)?s? (type|count)|(mail|message|spam) ?scor(e|ing)/,
  ),
  // What we may do.
  rule(
    "policy",
    "authentication",
    /\bdmarc\b|\bspf\b|\bdkim\b|domainkeys|sender policy framework|sender is unauthenticated|unauthenticated (e-?mail|sender|mail)|sender id\b|not authorized to send (mail |e-?mail )?(from|on behalf)|\barc\b.{0,10}fail|authentication (check|failed|results)|\btls\b (is )?(required|needed)|starttls (is )?required|encryption (needed|required)|must issue a starttls|authentication.{0,10}required|authrequired|\bauth failed|client was not authenticated|senders? (must|to) authenticate/,
  ),
  // The pace, where nothing said what was behind it.
  rule("rate", "too_fast", /rate[- ]?limit/),
  // What we said.
  rule("content", "malformed", /(multiple|missing|valid) (a valid )?address(es)? in.{0,10}from/),
  rule(
    "content",
    "virus",
    /\bvirus\b|virenbefall|\bvirii\b|malware|infected|trojan|phish(ing)?\b|clamav|eicar|heuristics\.|ransomware/,
  ),
  rule(
    "content",
    "spam",
    /(identified|classified|detected|considered|flagged|marked|tagged|regarded|recognized|looks|appears to be|seems to be|likely|rejected|refused|blocked) (as |like |to be |a |an |by )*\b(spam|junk|bulk|unsolicited|uce|ube)\b|spam ?(assassin|score|scale|content|message|filter|check|mail|detect|profiler|signature|rejected|found|like|trigger)|scored too high|(is|be|contains?|because of|due to|probability of|suspected|possible|probable|as) (a )?(spam|uce|junk)\b|likely (unsolicited|suspicious)|(message|mail) is unwanted|mail data (was |is )?(refused|rejected)|anti-?spam|mcspam|spam (in|is|by)|unsolicited|\bbulk mail\b|spamverdacht|spam-?mail|no spam\b|razor|bayes|content.{0,25}(reject|filter|block|not (accept|allow)|unacceptable|restrict)|(reject|block|refuse)\w*.{0,25}\bcontent\b|objectionable|(contains?|containing).{0,20}\b(url|link|uri)\b|\b(url|uri)s?\b.{0,20}(listed|not allowed|blocked|blacklist)|banned:|banned (file|attachment|content|extension|name)|executable attachment|attachment.{0,30}(not (allow|accept|permit)|block|reject|prohibit|forbidden|type)|(prohibited|forbidden|illegal|disallowed) attachment/,
  ),
  rule(
    "content",
    "malformed",
    /(?<!\/)\brfc ?(2822|5322|822)\b(?! ?;)|message[- ]id.{0,20}(invalid|missing|malformed|bad|not found)|message body.{0,20}(not found|empty)|(blank|empty|no|multiple|missing) from\b|(headers?|mime|body).{0,25}(malformed|invalid|duplicate|missing|illegal|bad|syntax)|(invalid|bad) (message|mime|body)|malformed (?!name|dns|or un|addr|recipient|destination)|(missing|duplicate|bad|illegal|invalid|multiple).{0,15}\bheaders?\b|bare (lf|cr|line)|line (is )?too long|line (length )?limit|headers? (is |are )?too (large|long|many|big)|improperly[- ]formatted|without (a )?(to|from|date|subject|message-id):? ?(field|header|line)|invalid data\b|8-?bit.{0,20}header|message format|conversion (required|not supported)/,
  ),
  // Who we say we are, and to whom they listen.
  rule(
    "policy",
    "sender_refused",
    /\bfrom:? ?(address|domain|header)?:? ?(domain )?(is|are) (invalid|not|missing)|provide a valid from|unresolvable.{0,20}(from|domain)|sender (e-?mail )?(address )?(rejected|refused|denied|verif|not|unknown|domain|invalid|is not)|sender'?s? (address|domain).{0,40}(not exist|not found|invalid|reject|refus|unknown|resolve)|(bad|invalid|unverified) sender|verification failed for|verify mail ?from|\bsending (for|from|by) (this|the|your) (account|user|mailbox)|(mail|envelope) from.{0,20}(rejected|invalid|denied|must)|(return|reverse) path|could not verify sender|sender.{0,20}callout|callout.{0,30}sender|your (address|domain) (is|was|does|could)|from address|the sender does not exist|(unroutable|unrouteable|unresolvable|null|empty|missing|bogus|illegal|forged) (envelope )?(sender|mail from|from)|sender not pre|\bbatv\b|mail from(?=:| command| <| addr|\b.{0,20}(reject|refus|invalid|unknown|denied))|<> |emetteur|not owned by|(e-?mail )?address is not verified|fully qualified|returned mail not accepted|valid sender|no third-party|envelope sender|(verify|verif\w+ of|check\w* of) (the |your )?sender|sender.{0,20}blocked|blocked sender|sending domain.{0,30}(not|invalid)|sender denied/,
  ),
  rule(
    "policy",
    "sender_refused",
    /\b(sending|sender'?s?) (e-?mail |mail )?(host|mailbox|account|address|domain|user|system)\b(?! said)|\b(mailbox|account|address|domain)s? (that |which )?you (send|mail|write|use)|\b(mx|dns|a|ns)( records?)? (for|of) your\b|unknown sender|(syntax|address|domain)\b.{0,20} in mail from\b/,
  ),
  rule(
    "policy",
    "recipient_restricted",
    /(mail|messages?) from (outside|external)|(external|outside|foreign|internet) (senders?|mail|e-?mail|messages?)\b.{0,30}\b(not|no|never|cannot|may)|not (allowed |able |permitted )?(to )?(receive|take|accept) (external|outside|internet)|internal (address|mailbox|recipient|use)\b|(blocked|rejected|refused) by (the )?(recipient|user|addressee|customer|owner)|recipient has (blocked|rejected|refused)|only accepts? (mail|messages?|e-?mails?) from|(sender|you).{0,25}(not|aren't|n't) (allowed|authori[sz]ed|permitted)|not (allowed|authori[sz]ed|permitted) to (send|post|mail|deliver)|\b(senders?|you|outsiders?|strangers)\b (may not|must not|can ?not|can't) (write|send|post|mail|deliver)|(permission|authori[sz]ation|allowed) to (send|post)|members? (of this list |of the list |only )?(may|can|only)|members-only|only (members|subscribers|employees|staff|approved|authori[sz]ed|internal|known)\b|restricted|restriction|resolver\.rst|delivery not authori[sz]ed|allow list|white-?list|not accepting (mail|messages) from|non-?members?|not subscribed|closed (mailing )?list|(recipient|user|addressee) refuse[sd]?\b|banned recipient|you are not an? (list )?(subscriber|member)|rejected by google groups|recipient preferences|user rejects?\b|account is protected|notauthorized|blocked by the recipient|rejected by (the )?(recipient|destination)(?! domain\. we recommend) ?(domain|server|system)?|only accepting|refuses (to accept|your|mail)|closed list|moderat|you must be|nicht berechtigt|no tiene permiso|nao tem permissao|nao esta autorizad|non (si dispone|hai|disponi).{0,20}autorizzazion|pas autorise/,
  ),
  rule(
    "policy",
    "policy",
    /transport\.rules|\brules?\b.{0,30}(reject|prevent|block|refus|impos)|(bounced|rejected|blocked|refused) by (the |an )?administrator|security polic|organi[sz]ational (settings|polic)|anti-?spoof|impersonat|(local|organi[sz]ation|administrative|company|site|mail|e-?mail|corporate|recipient) (policy|polic(y|ies))|policy (reasons?|restrictions?|violation|reject|rejection)|due to (\w+ )?polic|violat\w+.{0,20}polic|against.{0,15}polic|by policy|policy\b.{0,30}(reject|den)|administrative(ly)? (prohibit|reject|denied|block)|prohibited by|not acceptable|unacceptable|rejected by (the )?(filter|server rules?|administrator)|(?<!content )denied by/,
  ),
  // The recipient.
  rule("transient", "server_trouble", /mailbox (info|database|store|server)\b|mailboxinfo|database property/),
  rule(
    "host_unknown",
    "host_takes_no_mail",
    /null ?mx|does not accept (any )?(e-?mail|mail)\b(?!.{0,8}(from|over|via))|indicated no smtp service|does not receive (e-?mail|mail)|no mail (is )?accepted here|domain.{0,30}not accept(ing)? (e-?mail|mail)/,
  ),
  rule(
    "transient",
    "unreachable",
    /(host|domain|name service error|dns).{0,90}((?<!going to )try again|temporar|timed? ?out|servfail)|temporar\w*.{0,30}(dns|name (lookup|resolution)|lookup)|(malformed|unexpected) name ?server|(could not|couldn't|cannot|can't) resolve (the )?(domain|host)|not accepting connections|hosts? have been failing/,
  ),
  // The same in other languages.
  rule("content", "spam", unwantedMail),
  rule("blocked", "listed", onTheirList),
  rule("rate", "too_fast", tooMuch),
  rule("policy", "policy", notAllowed),
  // Their own books cannot be read at the moment: that says nothing of who stands in them.
  rule(
    "transient",
    "server_trouble",
    /(ldap|directory|database|storage|backend|user ?db|sql)\b( (lookup|server|service|query|of users?)){1,2}\b[^.:]{0,20}(fail|not (available|found|reachable|responding|working)|unavailable|down\b|error|time)|(database|directory|backend)\b[^.:]{0,12} (is |are )?(not (available|reachable|responding)|unavailable|offline|down\b)|(mailbox|account|user|recipient|addr)\b.{0,25}\b(busy|being (moved|migrated))\b|\b(temporarily|currently|momentarily) (not|un)(available| found| known| there| reachable)|(name ?server|dns)\b.{0,60}(does not|doesn't|not) (answer|respond)/,
  ),
  rule("host_unknown", "no_host", noHost),
  rule(
    "user_unknown",
    "mailbox_moved",
    /(user|recipient|mailbox|address|account).{0,20}(has )?moved\b|no longer on (this )?server|please (use|try|send to) (the )?(new|following) address|new (e-?mail )?address is|destination mailbox has moved/,
  ),
  rule(
    "content",
    "spam",
    /\bspam\w*|\bbulk\b|\badvertis\w*|\bpromotional\b|\bunwanted (mail|message|content)|mail content|message (was |has been )?filtered|blocked by (our|the|a) filter|recurrent pattern|filters? rate|(do not|don't|not) accept (mail|messages?) containing|multiple addresses|header (error|is)|disallowed header|unicode character|blocked because its content|potential security/,
  ),
  rule(
    "transient",
    "suspended",
    /(temporar\w*|currently).{0,20}(suspended|disabled|inactive|locked|blocked|unavailable|on hold)|\b(suspended|locked|frozen|on hold|under maintenance|overdue|expired password)\b|\b(recipient|user|account)\b.{0,10}\bsuspend\b|\bis (now )?disabled with\b|\b(account|user|mailbox|addr)\b.{0,20}not (yet )?(been )?activated|extended inactivity|has(n't| not) (entered|logged|signed|accessed)|not currently being accepted|(suspensa|suspendid[ao]|sospes[ao]|suspendu)/,
  ),
  rule(
    "user_unknown",
    "mailbox_closed",
    /(account|mailbox|user|recipient|address|addr|e-?mail|mail ?box)((?!\b(connection|session|envelope|message|mails?|delivery|queue|tls|ssl|relay\w*|transaction|certificate|retry|time|transmission|transcript|smtp|port|attempts?)\b).){0,40}(disabled|deactivated|discontinued|closed|inactive|terminated|cancell?ed|deleted|removed|retired|expired|not (currently )?active|extended inactivity|no longer (active|available|in use|valid|exists?|accept\w*|monitored|used|with|employed|works?))|(inactive|disabled|closed|deactivated|deleted|expired|cancelled|terminated) (user|account|mailbox|recipient|e-?mail|address)|account.{0,20}(is )?(not|isn't) available|(desativad|desactivad|disattivat|disabilitat|deshabilitad|inativ)[ao]|(adresse|konto|postfach|mailbox|account|benutzer).{0,30}(geloscht|geloescht|aufgelost|abgeschaltet)|(conta|cuenta|usuario|utilizador|caixa|buzon|endereco|direccion|casella|indirizzo|utente)\b.{0,30}(excluid|eliminad|eliminat|borrad|cancelad|cancellat|removid|apagad|encerrad|cerrad|chius)[aoi]|(compte|adresse|boite|utilisateur).{0,30}supprime|(ящик|адрес|пользовател|аккаунт|учетная запись).{0,30}удален|ausgeschieden|nicht mehr (tatig|beschaftigt)|(left|no longer with|no longer works (at|for)) (the|this|our) (company|organi[sz]ation|firm)|desactivee?|(?:adresse|boite|compte).{0,20}ferme?e?\b|deaktiviert|stillgelegt|geschlossen/,
  ),
  rule("user_unknown", "no_mailbox", noMailbox),
  rule("policy", "policy", /(message|mail) (was |has been |is )?(blocked|denied)|this message has been blocked/),
  // Nobody's fault, or nobody says whose.
  rule(
    "user_unknown",
    "no_mailbox",
    /(does not|doesn't|not|n't) exists?\b|not an? (active|known|valid) addr|not known (here|at)/,
  ),
  rule(
    "transient",
    "unreachable",
    /(network|connection|transport) error|(tls|ssl) handshake|connection (with.{1,60} )?(is |was )?(timed out|refused|reset|closed|dropped|lost|failed|broken)|connectionrefused|timed? ?out|lost connection|no route to host|network (is )?unreachable|host (is )?(unreachable|down)|could not connect|unable to (connect|reach)|wasn't able to establish|did not accept our requests|read error|broken pipe|no answer|not respond|server (is )?(down|unavailable|not available)|couldn't (connect|reach)|cannot connect|connect to .{1,80}:/,
  ),
  rule(
    "transient",
    "server_trouble",
    /loops? back|(mail|routing|forwarding) loop|looping|forwarding loop|name server reply|error while being processed|routing loop|configuration (error|problem)|misconfigur|internal (server )?error|local (error|problem)|system (error|problem|failure|resources)|server (error|busy|problem|fault)|temporar|try (again )?later|please retry|deferred|busy|insufficient|overload|maintenance|resources|lookup (failure|failed|error)|database (error|down|unavail)|unable to (open|write|create|append)|i\/o error|cannot append|permission denied|unavailable or access denied/,
  ),
  rule(
    "transient",
    "expired",
    /expired|too long in (the )?queue|in (the )?queue too long|(giv|gav)\w+ up|retry time(out)? (not reached|exceeded)|retry timeout|undelivered after|(tiempo|plazo).{0,25}(vencid|agotad|expirad|caducad)|(tempo|prazo).{0,25}(esgotad|expirad|excedid|scadut)|delai.{0,25}(depass|expir)|could not be delivered for|message delayed|has been delayed/,
  ),
];
