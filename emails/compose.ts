import { createTranslator } from "use-intl/core";
import { env } from "@/lib/platform/env";
import type { Locale } from "@/lib/platform/locales";
import { messagesFor } from "@/lib/platform/messages";

export type HouseMail =
  | "confirmSignUp"
  | "addressKnown"
  | "resetPassword"
  | "passwordChanged"
  | "invitation"
  | "accountSuspended"
  | "suspensionLifted"
  | "answerReceived"
  | "confirmSender"
  | "domainBroken"
  | "domainWell"
  | "campaignLate"
  | "campaignLateWave"
  | "sendingWarned"
  | "sendingPaused"
  | "sendingOver";
type Words = { subject: string; html: string; text: string };

/** A mail of the house in one language, as HTML and text: its words from `mails.<name>`, one button where it asks for something. */
export function composeMail(name: HouseMail, locale: Locale, values: Record<string, string>, link?: string): Words {
  const product = env().PRODUCT_NAME;
  const t = createTranslator({ locale, messages: messagesFor(locale), namespace: "mails" }) as unknown as (
    key: string,
    values: Record<string, string>,
  ) => string;
  const house = { product, company: env().COMPANY_NAME, support: env().SUPPORT_ADDRESS };
  const say = (key: string) => t(key, { ...house, ...values });
  const paragraphs = say(`${name}.body`).split("\n");
  const after = say(`${name}.after`);
  const button = link ? { label: say(`${name}.button`), link } : undefined;
  const why = say("why");
  return {
    subject: say(`${name}.subject`),
    html: page({ locale, product, title: say(`${name}.title`), paragraphs, button, after, why }),
    text: [say(`${name}.title`), ...paragraphs, ...(link ? [link] : []), after, `-- \n${why}`].join("\n\n"),
  };
}

type Page = {
  locale: string;
  product: string;
  title: string;
  paragraphs: string[];
  button: { label: string; link: string } | undefined;
  after: string;
  why: string;
};

// Mail clients read tables and inline styles. The colours are those of the product's paper and ink.
function page({ locale, product, title, paragraphs, button, after, why }: Page): string {
  const p = (text: string, style = "margin:0 0 16px;color:#57534a") => `<p style="${style}">${escapeHtml(text)}</p>`;
  const press = button
    ? `<p style="margin:8px 0 24px"><a href="${escapeHtml(button.link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#c2410c;color:#ffffff;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p>`
    : "";
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;background:#fbfaf7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#fbfaf7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;text-align:left;font:16px/26px -apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;color:#1c1b19">
<tr><td style="padding:0 0 20px;font-weight:700">${escapeHtml(product)}</td></tr>
<tr><td style="padding:28px;background:#ffffff;border:1px solid #e9e5dc;border-radius:8px"><h1 style="margin:0 0 16px;font-size:20px;line-height:28px">${escapeHtml(title)}</h1>${paragraphs.map((text) => p(text)).join("")}${press}${p(after, "margin:0;font-size:14px;line-height:22px;color:#6a655a")}</td></tr>
<tr><td style="padding:20px 0 0;font-size:12px;line-height:18px;color:#6a655a">${escapeHtml(why)}</td></tr>
</table></td></tr></table></body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
