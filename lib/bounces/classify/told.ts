/** What a report without fields tells of one recipient: the address and the words that stand with it. */
export type Told = { address: string; words: string; leading: string };

const MOST_LINES = 400;
const MOST_RECIPIENTS = 50;
const ADDRESS = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;
// Where the returned mail begins.
const COPY =
  /^[ \t>]{0,4}(?:-{2,100}[^\n]{0,20}(?:copy of|original|below this line|begin|forwarded|returned|undelivered message|unsent message|message header|message text)|(?:possibly truncated )?original message (?:follows|headers)|(?:message|mail) (?:headers?|text) follows|the (?:original message(?! was received)|body of the message|header of the original)|old message:|received: (?:from|by|\(qmail)|return-path: <|исходные заголовки|ursprüngliche nachrichtenk|kopfzeilen der |en-têtes d[eu].{0,12} message d.origine|encabezados de(?:l)? mensajes? origina|cabeçalhos d[ea] mensage(?:m|ns) origina|intestazioni originali|oorspronkelijke bericht|oryginalne nagłówki|ursprungliga meddelande|元のメッセージ|原始邮件|原始郵件|원본 메시지)/imu;
// What a report repeats of the mail says nothing of its fate.
const REPEATED =
  /^[ \t>]*(?:subject|betreff|assunto|asunto|objet|oggetto|onderwerp|тема|件名|主题|message-id|precedence|mime-version|dkim-signature|authentication-results|references|in-reply-to|x-(?!failed|postfix|supplementary)[a-z-]{1,40}|list-[a-z]{2,12}|content-[a-z-]{2,20}|mail from|cc|sent date)[ \t]*:[^\n]*$|(?<=\bwith (?:the )?)subject[ \t]*:[^\n]*$/gimu;
const PROGRAM = /^(?:smtp|rfc-?822)=/i;
const OURS =
  /^(?:[bruh]-[a-z2-7]{48}|mailer-daemon|postmaster|mailerdaemon|mdaemon|abuse|support|admin|help(?:desk)?|tosa|noreply|no-reply)@/i;

/** The words of a report, without the mail that came back with it. */
export function beforeCopy(text: string): string {
  const at = COPY.exec(text)?.index ?? -1;
  return (at > 40 ? text.slice(0, at) : text).slice(0, 8_000).replace(REPEATED, "");
}

/** Each address that a report names, with what it says until the next. `known` are the addresses that a header vouches for. */
export function readTold(text: string, { known, own }: { known: string[]; own: string[] }): Told[] {
  const told: Told[] = [];
  const leading: string[] = [];
  let open: Told | null = null;
  const words = beforeCopy(text);
  // Exchange names the mail first, with whom it was written to, and only then whom it did not reach.
  const begins = Math.max(0, words.search(/did not reach the following recipient/i));
  leading.push(words.slice(0, begins));
  for (const line of words.slice(begins).split("\n", MOST_LINES)) {
    const found = ADDRESS.exec(line.slice(0, 400))?.[0]
      .replace(/^'|\.$/g, "")
      .replace(PROGRAM, "");
    // Whom we wrote to, where theirs leads on to another.
    const written = /\(expanded from: ?<?([^<>\s()]{3,320}@[^<>\s()]{3,255})>?\)/i.exec(line.slice(0, 700))?.[1];
    if (open && written) {
      open.address = written;
      continue;
    }
    const again = found && told.find(({ address }) => address.toLowerCase() === found.toLowerCase());
    const isNew = found && !isOwn(found, own) && !again;
    // Named again, with the same words in another language: what follows is theirs, not that of the one before.
    if (again && startsRecipient(line, [], false)) open = again;
    if (isNew && told.length < MOST_RECIPIENTS && startsRecipient(line, known, told.length === 0)) {
      told.push((open = { address: found, words: line, leading: "" }));
    } else if (open) open.words += `\n${line}`;
    else leading.push(line);
  }
  for (const address of known)
    if (!told.some((one) => one.address.toLowerCase() === address.toLowerCase()))
      told.push({ address, words: "", leading: "" });
  // "Unknown user: ana@..." and "mailbox full" in a heading: one recipient, all the words.
  if (told.length === 1) told[0]!.words += `\n${leading.join("\n")}`;
  return told.map((one) => ({ ...one, leading: leading.join("\n") }));
}

function isOwn(address: string, own: string[]): boolean {
  return OURS.test(address) || own.includes(address.toLowerCase());
}

// A line that is a recipient's, and not a sentence with an address to write to.
function startsRecipient(line: string, known: string[], isFirst: boolean): boolean {
  if (known.some((address) => line.toLowerCase().includes(address.toLowerCase()))) return true;
  if (/^[ \t*]*<?['"]?[^\s<>]{1,64}@[^\s<>]{1,255}>?['"]?:?(?:[ \t(]|$)/.test(line)) return true;
  // As sendmail writes down what it was told.
  if (/^[ \t]*(?:<<< )?[45]\d\d[ -](?:[45]\.\d{1,3}\.\d{1,3} )?<?[^\s<>]{1,64}@[^\s<>]{1,255}>?\.{3}/.test(line))
    return true;
  if (/contact|write to|mailto|e-?mail:|from:|sender|reply|https?:|forward this/i.test(line)) return false;
  return isFirst || /(address|recipient|rcpt|failed|to:|user)/i.test(line.slice(0, 200).replace(ADDRESS, ""));
}
