import { expect, test } from "vitest";
import { classifyMail, judgeReply } from "@/lib/bounces";

// What servers say, in many wordings and languages.
const said: Record<string, string[]> = {
  user_unknown: [
    "550 5.1.1 There is no account for that name on this machine",
    "550-This mailbox has been closed down.",
    "550 5.1.1 Der Empfänger existiert in unserem System nicht",
    "550 5.1.1 L'utilisateur que vous cherchez n'existe plus",
    "550 5.1.1 La cuenta de correo fue eliminada",
    "550 5.1.1 O destinatário não foi localizado neste servidor",
    "550 5.1.1 Il destinatario non è presente nel sistema",
    "550 5.1.1 Deze gebruiker bestaat niet meer",
    "550 5.1.1 Такой почтовый ящик не зарегистрирован",
    "550 5.1.1 該当するユーザーは存在しません",
    "550 5.1.1 没有此用户",
    "550 5.1.1 해당 사용자를 찾을 수 없습니다",
    "550 RCPT TO: unknown mailbox",
    "553 5.3.0 <x@a.example>... No such user",
    "550 5.7.1 Recipient not found in the corporate directory",
    "554 delivery error: This account does not exist",
    "550 5.1.10 ADR.RecipientNotFound",
    "550 Mailbox disabled for this recipient",
    "550 Unroutable address: local part not known",
    "550 The recipient has graduated and the mailbox was deleted",
    "511 5.1.1 nonexistent user account",
    "550 5.1.1 uid not found",
  ],
  host_unknown: [
    "550 5.1.2 the domain name cannot be found",
    "553 5.1.2 NXDOMAIN",
    "550 5.4.4 no A, AAAA or MX record",
    "556 5.1.10 Recipient address has null MX",
    "550 5.1.2 Domäne nicht gefunden",
    "550 5.1.2 dominio inexistente",
  ],
  mailbox_full: [
    "552 mailbox over its limit",
    "452 4.2.2 the user has exceeded the allotted space",
    "550 5.1.1 user's mailbox is full, no more mail accepted",
    "552 5.2.2 Caixa postal cheia",
    "552 5.2.2 La bandeja de entrada está llena",
    "552 5.2.2 Boîte aux lettres pleine",
    "552 5.2.2 Das Postfach des Empfängers ist voll",
    "552 5.2.2 Casella piena",
    "552 5.2.2 ящик переполнен",
    "552 5.2.2 收件人邮箱已满",
    "554 5.7.1 account exceeds its quota",
  ],
  blocked: [
    "550 5.1.1 we do not accept mail from 192.0.2.9: bad reputation",
    "554 your server is on our local deny list",
    "550 5.7.1 IP 192.0.2.9 blacklisted by SORBS",
    "550 5.1.1 host 192.0.2.9 is banned, user not checked",
    "554 5.7.1 You are not welcome: network 192.0.2.0/24 refused",
    "550 Ihre IP-Adresse ist gesperrt",
    "550 Votre adresse IP est sur liste noire",
    "550 Su IP está en una lista negra",
    "550 Seu IP está bloqueado",
    "450 4.7.25 Client host rejected: cannot find your hostname",
  ],
  policy: [
    "550 5.7.1 SPF: not authorised sender",
    "550 5.1.1 DMARC reject: user cannot be told",
    "550 5.7.26 unauthenticated mail",
    "550 sender address refused",
    "550 5.1.1 unable to verify sender, no such user at the origin",
    "554 5.7.1 relay attempt refused",
    "550 only members of the group may write here",
    "550 5.7.1 recipient accepts mail from approved senders only",
    "550 5.7.1 Violation of company mail policy",
    "550 5.7.1 Absenderadresse nicht zugelassen",
    "550 5.7.1 El remitente no está autorizado",
    "550 5.7.0 STARTTLS needed before MAIL",
  ],
  content: [
    "550 5.7.1 this looks like spam, user will not see it",
    "554 5.6.0 message contains a virus: user not notified",
    "550 5.1.1 Nachricht als Spam eingestuft",
    "550 5.1.1 Mensagem considerada spam",
    "550 5.1.1 correo no deseado",
    "550 5.7.1 rejected by content scanner",
    "552 5.7.0 attachments of this type are not allowed",
    "550 From header is missing",
    "550 5.6.0 bare LF found, lines too long",
    "554 Messaggio identificato come spam",
    "550 Message considéré comme indésirable",
  ],
  rate: [
    "421 too many connections from your host",
    "450 4.7.1 you are sending too fast, slow down",
    "550 5.7.1 hourly limit of messages reached for your domain",
    "452 4.5.3 too many recipients",
    "421 4.7.0 exceeded the rate of mail per minute",
    "550 5.1.1 too many unknown recipients, you are throttled",
    "421 Zu viele Verbindungen",
  ],
  size: [
    "552 5.3.4 mail of 40 MB is above the limit of 25 MB",
    "550 message too large for recipient",
    "552 5.2.3 message exceeds the length limit",
    "552 Mensagem muito grande",
  ],
  transient: [
    "451 4.3.0 internal error",
    "421 4.3.2 shutting down",
    "450 4.2.1 mailbox in use by another process",
    "451 4.4.0 DNS lookup timed out",
    "550 5.4.6 mail loop",
    "554 5.4.7 delivery time expired",
    "451 try again after 20 minutes",
    "550 5.2.1 mailbox suspended for non-payment",
    "432 4.7.12 password transition is needed",
    "450 4.1.1 recipient directory not reachable",
    "421 Dienst nicht verfügbar, bitte später versuchen",
    "451 Error temporal, intente más tarde",
    "451 Erro temporário, tente mais tarde",
    "Connection reset by peer",
    "no route to host",
    "TLS handshake failed",
  ],
  unclear: [
    "550 no",
    "554 refused",
    "550 5.0.0 delivery not possible",
    "554 5.3.0 error 17",
    "550 Zustellung verweigert",
  ],
};

test.each(Object.entries(said).flatMap(([kind, texts]) => texts.map((text) => [text, kind] as const)))(
  "%s: %s",
  (text, kind) => {
    const verdict = judgeReply({ text });
    expect(verdict.class).toBe(kind);
    expect(verdict.hard).toBe(kind.endsWith("_unknown"));
  },
);

test.each(["4.1.1", "4.1.2", "4.2.1", "4.4.4"])("a code %s without words never makes a bounce final", (code) => {
  const mail = `Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ana@client.example\nAction: failed\nStatus: ${code}\n`;
  expect(classifyMail(Buffer.from(mail))).toMatchObject({ kind: "bounce", class: "transient", hard: false });
});

test("the name of the recipient's domain is not taken for what the server says", () => {
  for (const domain of ["ratelimit.example", "spamcop.example", "full-mailbox.example"]) {
    const mail = `Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; ana@${domain}\nAction: failed\nStatus: 5.1.2\nDiagnostic-Code: smtp; 550 no such domain: ${domain}\n`;
    expect(classifyMail(Buffer.from(mail)).class, domain).toBe("host_unknown");
  }
});

const answer = "From: ina@client.example\nIn-Reply-To: <1@shop.example>\nSubject: Re: News\n\n";

test.each([
  ["reply", `${answer}I could not find the unsubscribe link for my colleague, where is it? Keep mine.`],
  ["reply", `${answer}The mailbox info@client.example does not exist any more, please use ina@client.example instead.`],
  ["reply", `${answer}Estoy de vacaciones en Recife, ¿tienen tienda allí?`],
  ["reply", `${answer}Wir sind im Urlaub, können Sie erst am 3. liefern?`],
  ["reply", `${answer}Please stop the delivery of order 7, and send it to my sister instead.`],
  [
    "reply",
    `${answer.replace("ina@", "postmaster@")}ana@client.example asked me to tell you that her mailbox is full.`,
  ],
  ["unsubscribe", `${answer}Je ne veux plus recevoir vos messages.`],
  ["unsubscribe", `${answer}Non voglio più ricevere le vostre email`],
  ["unsubscribe", `${answer}Ik wil geen mails meer ontvangen.`],
  [
    "auto_reply",
    "From: ina@client.example\nSubject: Re: News\n\nI am currently out of the office until Monday. Need help? Call the desk.",
  ],
  [
    "delivered",
    "From: MAILER-DAEMON@a.example\nSubject: Successful Mail Delivery Report\n\nYour message was successfully delivered to:\n\n<ana@client.example>",
  ],
])("%s: %j", (kind, raw) => {
  expect(classifyMail(Buffer.from(raw)).kind).toBe(kind);
});
