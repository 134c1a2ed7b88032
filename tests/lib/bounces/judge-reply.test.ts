import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeReply } from "@/lib/bounces";

test.each([
  [{ code: 550, enhanced: "5.1.1", text: "User unknown" }, "user_unknown", true],
  [{ code: 550, enhanced: "5.1.1", text: "blocked by Spamhaus" }, "blocked", false],
  [{ code: 550, enhanced: "5.1.1", text: "mail refused, RBL" }, "blocked", false],
  [{ code: 550, enhanced: "5.1.1", text: "mailbox is full" }, "mailbox_full", false],
  [{ code: 550, enhanced: "5.4.1", text: "Recipient address rejected: Access denied" }, "user_unknown", true],
  [{ code: 554, enhanced: "5.7.1", text: "" }, "policy", false],
  [{ code: 550, enhanced: "5.0.0", text: "no such user" }, "user_unknown", true],
  [{ code: 450, enhanced: "4.1.1", text: "User unknown" }, "user_unknown", false],
  [{ code: 552, text: "" }, "mailbox_full", false],
  [{ code: 556, text: "" }, "host_unknown", true],
  [{ code: 550, text: "" }, "unclear", false],
  [{ code: 421, text: "" }, "transient", false],
  [{ text: "550 5.1.1 no such user here" }, "user_unknown", true],
] as const)("%j is %s", (reply, kind, hard) => {
  expect(judgeReply(reply)).toMatchObject({ class: kind, hard });
});

test.each([
  ["421 4.7.26 rate limited because it is unauthenticated, pass SPF or DKIM", "policy"],
  ["421 4.7.0 very low reputation of the sending domain; it has been temporarily rate limited", "blocked"],
  ["421 4.7.28 an unusual rate of mail from your IP, it has been temporarily rate limited", "rate"],
  ["421 4.7.28 exceeded its quota for sending messages with the same id", "rate"],
  ["450 4.2.1 peak SMTP relay limit exceeded for customer", "rate"],
  ["451 4.7.1 client host rejected: please try again slower", "rate"],
  ["450 too frequent connects from 192.0.2.7", "rate"],
  ["554 your IP (192.0.2.7) is filtered", "blocked"],
  ["571 email from 192.0.2.7 is currently blocked by our anti-spam system", "blocked"],
  ["421 intrusion prevention active for [192.0.2.7]", "blocked"],
  ["501 EHLO invalid domain address", "blocked"],
  ["550 your access to this mail system has been rejected", "blocked"],
  ["553 unauthorized relay traffic prohibited", "policy"],
  ["550 not local host mx.example, not a gateway", "policy"],
  ["553 relaying disallowed", "policy"],
  ["550 message sending for this account is disabled", "policy"],
  ["550 rule imposed mailbox access for ana@client.example refused", "policy"],
  ["553 user refused to receive this mail", "policy"],
  ["554 5.7.1 <ana@client.example>: Recipient address rejected: Access denied", "policy"],
  ["you are not a list subscriber", "policy"],
  ["554 duplicate header 'DKIM-Signature'", "content"],
  ["554 mail score (59) over the limit (50)", "content"],
  ["550 messages without To: fields are not accepted here", "content"],
  ["message denied: restricted attachment", "content"],
  ["500 line limit exceeded", "content"],
  ["mailbox unavailable (not enough free space)", "mailbox_full"],
  ["cannot append message to /var/mail/ana: error writing message: File too large", "mailbox_full"],
  ["correo lleno", "mailbox_full"],
  ["550 mail system full", "transient"],
  ["550 mailbox unavailable or access denied", "transient"],
  ["delivery failed 20 attempts: ana@client.example", "transient"],
  ["554 5.4.6 too many hops 26 (25 max)", "transient"],
  ["Host not found. Name service error: malformed or unexpected name server reply", "transient"],
  ["the recipient was unavailable to take delivery of the message", "transient"],
  ["ana@client.example: Envelope expired", "transient"],
  ["<ana@client.example>: connection closed by remote host", "transient"],
  ["tiempo de entrega vencido", "transient"],
  ["550 STOREDRV: bad mailbox database property", "transient"],
] as const)("%s: %s, not final", (text, kind) => {
  expect(judgeReply({ text })).toMatchObject({ class: kind, hard: false });
});

test.each([
  ["553 5.1.2 we weren't able to find the recipient domain", "host_unknown"],
  ["sorry, I couldn't find a mail exchanger or IP address. (#5.4.4)", "host_unknown"],
  ["an MX or SRV record indicated no SMTP service", "host_unknown"],
  ["550 user not a member of domain: <ana@client.example>", "user_unknown"],
  ["550 the recipient cannot be verified", "user_unknown"],
  ["554 5.7.1 recipient address rejected: Invalid-Recipient", "user_unknown"],
  ["554 5.7.1 recipient address rejected: not in recipient list", "user_unknown"],
  ["550 'ana@client.example' is not a registered gateway user", "user_unknown"],
  ["invalid final delivery userid: ana@client.example", "user_unknown"],
  ["550 the mailbox is not available", "user_unknown"],
  ["no correct recipients", "user_unknown"],
  ["ana@client.example does not have a final email delivery point", "user_unknown"],
  ["ana no se encuentra en el directorio", "user_unknown"],
  ["该用户未开通邮箱", "user_unknown"],
] as const)("%s: %s, final", (text, kind) => {
  expect(judgeReply({ text })).toMatchObject({ class: kind, hard: true });
});

test.each([
  "550 5.1.1 Mail from outside the company is not delivered to this person",
  "550 5.1.1 your country may not send here",
  "550 5.1.1 recipient address rejected: too fast",
  "550 5.1.1 recipient address rejected: your mail is not wanted",
  "550 5.1.1 directory lookup failed, recipient could not be verified",
  "550 5.1.1 user database not available",
  "550 5.1.1 mailbox busy",
  "550 5.1.1 the user's mailbox is being moved to another server, try tomorrow",
  "550 5.1.1 message expired for unknown reason",
  "550 5.1.1 message body not found",
  "550 5.1.2 sending host name invalid",
  "550 5.4.4 the name server does not answer",
  "550 the account you send from does not exist",
  "550 no valid MX for your domain",
  "550 dictionary attack: invalid users",
  "550 5.4.1 Relay Access Denied",
  "450 mailbox unavailable",
  "The mailbox of ana is not available",
  "ana@client.example: account expired",
  "552 5.7.1 recipient address rejected: mailbox quota of 512 MB used up",
  "550 5.1.1 judged to be unwanted advertising",
  "501 5.5.4 invalid address syntax in MAIL FROM",
])("%s is not final: it is about us, or in doubt", (text) => {
  expect(judgeReply({ text }).hard).toBe(false);
});

test.each([
  "550 5.7.1 user not in our books",
  "550 nobody lives here by that name",
  "550 5.1.1 not one of our customers",
  "550 5.1.1 Nobody here, says the last server",
  "550 5.1.1 not on this server",
  "550 5.1.1 recipient address rejected: client.example (in reply to RCPT TO command)",
  "550 5.1.2 neither MX nor A record",
  "550 cette adresse est fermée",
])("%s is final", (text) => {
  expect(judgeReply({ text }).hard).toBe(true);
});

test("an address or a name in the text is not taken for what the server says", () => {
  for (const local of ["spam", "blocked", "full.mailbox", "virus"])
    expect(judgeReply({ code: 550, text: `5.1.1 <${local}@example.com>: user unknown` }).class).toBe("user_unknown");
});

test("it answers any text, at once", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => void judgeReply({ text })));
  const started = performance.now();
  judgeReply({ text: "user mailbox message ".repeat(500_000) });
  expect(performance.now() - started).toBeLessThan(1_000);
});
