// Where anyone gets a mailbox: such a domain's DMARC record asks for mail from anywhere else to be refused.
const FREE = new Set(
  (
    "aol.com bol.com.br fastmail.com gmail.com globo.com globomail.com gmx.com gmx.de gmx.net googlemail.com hotmail.com " +
    "icloud.com ig.com.br inbox.com live.com mac.com mail.com mail.ru me.com msn.com oi.com.br outlook.com pm.me " +
    "proton.me protonmail.com r7.com rocketmail.com t-online.de terra.com.br tuta.com tutanota.com uol.com.br web.de " +
    "yandex.com yandex.ru ymail.com zipmail.com.br zoho.com"
  ).split(" "),
);

// These have one domain a country.
const FREE_EVERYWHERE = /^(yahoo|hotmail|outlook|live)(\.[a-z]{2,3}){1,2}$/;

/** True for the domains of free mailboxes: a campaign from there is refused by who receives it. */
export function isFreeMail(domain: string): boolean {
  const name = domain.toLowerCase();
  return FREE.has(name) || FREE_EVERYWHERE.test(name);
}
