import { escapeHtml } from "./escape";
import { pack } from "./fill";
import type { Flat, MailList } from "./plan";
import type { ReadHtml } from "./read-html";

/** What Mailee itself says in a mail, in the mail's language. `reason` holds `{list}`. */
export type FooterWords = { reason: string; unsubscribe: string; browser: string };

export type Frame = {
  language: string;
  title: Flat[];
  preheader: Flat[];
  css: string;
  tracksOpens: boolean;
};

/** The whole document around what was read: head, inbox line, the author's mail, the open pixel. */
export function frameMail(read: ReadHtml, footer: Flat[], frame: Frame): Flat[] {
  const schemes = read.head.some((part) => typeof part === "string" && /name="color-scheme"/i.test(part));
  return pack<Flat>([
    `<!doctype html><html lang="${escapeHtml(frame.language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    schemes || !frame.css ? "" : '<meta name="color-scheme" content="light dark">',
    "<title>",
    ...frame.title,
    "</title>",
    frame.css ? `<style>${frame.css}</style>` : "",
    ...read.head,
    "</head><body",
    ...read.bodyAttributes,
    ">",
    ...inboxLine(frame.preheader),
    ...read.body,
    ...footer,
    ...(frame.tracksOpens ? pixel : []),
    "</body></html>",
  ]);
}

/** The source of the footer for what the author's mail lacks: the way out (RFC 8058, CAN-SPAM) and the postal address. "" when it lacks nothing. */
export function footerHtml(list: MailList, words: FooterWords, lacks: { unsubscribe: boolean; address: boolean }) {
  const sender = [list.company, list.address, list.phone].filter(Boolean).map(plain).join("<br>");
  const reason = list.name ? plain(words.reason.replace("{list}", () => list.name)) : "";
  const ways = [
    `<a class="faint" href="{{ unsubscribe_url }}" style="${LINK}">${escapeHtml(words.unsubscribe)}</a>`,
    `<a class="faint" href="{{ web_url }}" style="${LINK}">${escapeHtml(words.browser)}</a>`,
  ].join(" &nbsp; ");
  const lines = [lacks.unsubscribe ? reason : "", lacks.address ? sender : "", lacks.unsubscribe ? ways : ""].filter(
    Boolean,
  );
  if (lines.length === 0) return "";
  const paragraphs = lines.map((text) => `<p class="faint" style="${SMALL}">${text}</p>`).join("");
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:8px 16px 32px"><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td class="line" style="padding:16px 0 0;border-top:1px solid #d6d1c7">${paragraphs}</td></tr></table></td></tr></table>`;
}

const SMALL = "margin:0 0 8px;font-family:Arial,Helvetica,sans-serif;font-size:13px;line-height:1.5;color:#5f5a52";
const LINK = "color:#5f5a52;text-decoration:underline";

const pixel: Flat[] = [
  '<img src="',
  { kind: "open", as: "attribute" },
  '" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">',
];

// The blanks behind keep the first words of the mail out of the inbox line.
function inboxLine(preheader: Flat[]): Flat[] {
  if (preheader.length === 0) return [];
  const blanks = "&#847;&zwnj;&nbsp;".repeat(40);
  return ['<div style="display:none;max-height:0;overflow:hidden;opacity:0">', ...preheader, blanks, "</div>"];
}

// A list's name or address is never read as a merge field.
function plain(text: string): string {
  return escapeHtml(text.replace(/\{(?=\{)/g, "{ ")).replace(/\n/g, "<br>");
}
