// Where anyone gets a mailbox: such a domain's DMARC record asks for mail from anywhere else to be refused.
const FREE = new Set(
  (
    "aol.com bol.com.br fastmail.com gmail.com globo.com gmx.com gmx.de gmx.net googlemail.com hotmail.com hotmail.com.br " +
    "hotmail.co.uk hotmail.fr icloud.com ig.com.br live.com mac.com mail.com mail.ru me.com msn.com oi.com.br outlook.com " +
    "outlook.com.br proton.me protonmail.com r7.com rocketmail.com terra.com.br tuta.com uol.com.br web.de yahoo.co.uk " +
    "yahoo.com yahoo.com.br yahoo.de yahoo.es yahoo.fr yandex.com yandex.ru ymail.com zipmail.com.br zoho.com"
  ).split(" "),
);

/** True for the domains of free mailboxes, from which a campaign is likely to be refused. */
export function isFreeMail(domain: string): boolean {
  return FREE.has(domain.toLowerCase());
}
