import type { ParsedMail } from "mailparser";
import type { Entry } from "./store";
import type { Words } from "./words";

export type View = "html" | "text" | "source" | "headers";
export const views: View[] = ["html", "text", "source", "headers"];

/** The list of mails, newest first, with a search. */
export function listPage(
  words: Words,
  { entries, search, total, older }: { entries: Entry[]; search: string; total: number; older: number | null },
) {
  const { t } = words;
  const rows = entries
    .map(
      (entry) => `<tr><th scope="row"><a href="/mail/${entry.id}">${escape(entry.subject || t("noSubject"))}</a></th>
<td class="mono">${escape(entry.to.join(", "))}</td><td class="num">${time(entry.at, words)}</td></tr>`,
    )
    .join("");
  const empty = search ? t("nothingFound", { search }) : t("empty");
  const table = `<table><caption class="sr">${t("title")}</caption><thead><tr><th scope="col">${t("subject")}</th><th scope="col">${t("to")}</th><th scope="col" class="num">${t("arrived")}</th></tr></thead><tbody>${rows}</tbody></table>`;
  return layout(
    words,
    t("title"),
    `<div class="bar"><h1>${t("title")}</h1><span class="note">${t("count", { count: total })}</span>
<form role="search" action="/"><label class="sr" for="q">${t("search")}</label><input id="q" name="q" type="search" value="${escape(search)}" placeholder="${t("search")}"><button>${t("find")}</button></form></div>
${entries.length > 0 ? `<div class="card">${table}</div>` : `<p class="empty">${escape(empty)}</p>`}
<div class="bar">${older === null ? "" : `<a class="button" href="/?q=${encodeURIComponent(search)}&before=${older}">${t("older")}</a>`}
${total > 0 ? `<form method="post" action="/clear" class="end"><button>${t("clear")}</button></form>` : ""}</div>`,
  );
}

/** One mail in one of four views. */
export function mailPage(words: Words, entry: Entry, mail: ParsedMail, raw: string, view: View) {
  const { t } = words;
  const tabs = views
    .map(
      (name) => `<a href="/mail/${entry.id}?view=${name}"${name === view ? ' aria-current="page"' : ""}>${t(name)}</a>`,
    )
    .join("");
  const fact = (label: string, value: string) => `<div><dt>${label}</dt><dd class="mono">${escape(value)}</dd></div>`;
  return layout(
    words,
    mail.subject ?? t("noSubject"),
    `<p class="back"><a href="/">${t("back")}</a></p><h1>${escape(mail.subject ?? t("noSubject"))}</h1>
<dl>${fact(t("from"), mail.from?.text ?? entry.from)}${fact(t("to"), entry.to.join(", "))}${fact(t("arrived"), time(entry.at, words))}</dl>
<nav class="tabs" aria-label="${t("views")}">${tabs}</nav>${body(words, entry, mail, raw, view)}`,
  );
}

/** A page that is not there. */
export function missingPage(words: Words) {
  return layout(words, words.t("missing"), `<h1>${words.t("missing")}</h1><p><a href="/">${words.t("back")}</a></p>`);
}

function body(words: Words, entry: Entry, mail: ParsedMail, raw: string, view: View): string {
  const pre = (text: string) => `<pre class="card" tabindex="0">${escape(text)}</pre>`;
  if (view === "text") return pre(mail.text ?? words.t("noText"));
  if (view === "source") return pre(raw);
  if (view === "headers") {
    const rows = mail.headerLines
      .map(({ line }) => line.match(/^([^:]+):\s*([\s\S]*)$/))
      .map(
        (found) =>
          `<tr><th scope="row" class="mono">${escape(found?.[1] ?? "")}</th><td class="mono">${escape(found?.[2] ?? "")}</td></tr>`,
      );
    return `<div class="card"><table><tbody>${rows.join("")}</tbody></table></div>`;
  }
  if (!mail.html) return `<p class="empty">${words.t("noHtml")}</p>`;
  return `<iframe class="card" title="${words.t("html")}" src="/mail/${entry.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;
}

function layout({ locale, t }: Words, title: string, content: string): string {
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} · ${t("name")}</title>
<link rel="stylesheet" href="/style.css"></head><body><header><a href="/">${t("name")}</a><span>${t("promise")}</span></header><main>${content}</main></body></html>`;
}

function time(at: string, { locale }: Words): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(at));
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
