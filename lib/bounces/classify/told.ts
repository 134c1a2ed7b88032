/** What a report without fields tells of one recipient: the address and the words that stand with it. */
export type Told = { address: string; words: string };

const MOST_LINES = 400;
const MOST_RECIPIENTS = 50;
const ADDRESS = /[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/u;
// Where the returned mail begins.
const COPY =
  /^[ \t>]{0,4}(?:-{2,100}[^\n]{0,20}(?:copy of|original|below this line|begin|forwarded|returned|undelivered message|unsent message|message header|message text)|(?:possibly truncated )?original message (?:follows|headers)|(?:message|mail) (?:headers?|text) follows|the (?:original message(?! was received)|body of the message|header of the original)|received: (?:from|by|\(qmail)|return-path: <)/im;
const OURS =
  /^(?:[bruh]-[a-z2-7]{48}|mailer-daemon|postmaster|mailerdaemon|mdaemon|abuse|support|admin|help(?:desk)?|tosa|noreply|no-reply)@/i;

/** The words of a report, without the mail that came back with it. */
export function beforeCopy(text: string): string {
  const at = COPY.exec(text)?.index ?? -1;
  return (at > 40 ? text.slice(0, at) : text).slice(0, 8_000);
}

/** Each address that a report names, with what it says until the next. `known` are the addresses that a header vouches for. */
export function readTold(text: string, { known, own }: { known: string[]; own: string[] }): Told[] {
  const told: Told[] = [];
  const leading: string[] = [];
  let open: Told | null = null;
  for (const line of beforeCopy(text).split("\n", MOST_LINES)) {
    const found = ADDRESS.exec(line.slice(0, 400))?.[0].replace(/^'|\.$/g, "");
    const isNew =
      found && !isOwn(found, own) && !told.some(({ address }) => address.toLowerCase() === found.toLowerCase());
    if (isNew && told.length < MOST_RECIPIENTS && startsRecipient(line, known, told.length === 0)) {
      told.push((open = { address: found, words: line }));
    } else if (open) open.words += `\n${line}`;
    else leading.push(line);
  }
  for (const address of known)
    if (!told.some((one) => one.address.toLowerCase() === address.toLowerCase())) told.push({ address, words: "" });
  // "Unknown user: ana@..." and "mailbox full" in a heading: one recipient, all the words.
  if (told.length === 1) told[0]!.words += `\n${leading.join("\n")}`;
  return told;
}

function isOwn(address: string, own: string[]): boolean {
  return OURS.test(address) || own.includes(address.toLowerCase());
}

// A line that is a recipient's, and not a sentence with an address to write to.
function startsRecipient(line: string, known: string[], isFirst: boolean): boolean {
  if (known.some((address) => line.toLowerCase().includes(address.toLowerCase()))) return true;
  if (/^[ \t*]*<?['"]?[^\s<>]{1,64}@[^\s<>]{1,255}>?['"]?:?(?:[ \t(]|$)/.test(line)) return true;
  if (/contact|write to|mailto|e-?mail:|from:|sender|reply|https?:|forward this/i.test(line)) return false;
  return isFirst || /(address|recipient|rcpt|failed|to:|user)/i.test(line.slice(0, 200));
}
