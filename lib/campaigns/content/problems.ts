import {
  contactFields,
  listFields,
  urlFields,
  type Finding,
  type FindingCode,
  type Place,
  type Severity,
} from "@/lib/campaigns/schema";
import { readAddress } from "@/lib/platform/address";
import { compileMail, type CompileOptions, type MailContent } from "./compile";
import { isFreeMail } from "@/lib/senders";
import { longest } from "./branches";
import type { Notes } from "./notes";
import type { MailList, RenderPlan } from "./plan";
import { renderMail } from "./render";

/** What the check reads beside the content: who it is from, whether a list is chosen, which custom fields there are. */
export type CheckSetting = { fromName: string; fromEmail: string; hasList: boolean; customFields: readonly string[] };

/** Gmail cuts a mail off at 102 kB. */
export const sizeLimits = { warning: 90_000, error: 102_000 } as const;

/** All that is worth a look before sending: errors first, each place named, the same thing named once. */
export function findProblems(
  content: MailContent,
  list: MailList,
  setting: CheckSetting,
  options: CompileOptions,
): { findings: Finding[]; bytes: number } {
  const { plan, notes } = compileMail(content, list, options);
  const bytes = sizeOf(plan);
  const findings = [
    ...envelopeProblems(content, list, setting),
    ...contentProblems(notes),
    ...mergeProblems(notes, setting.customFields),
    ...linkProblems(notes),
    ...sizeProblems(bytes),
  ];
  return { findings: sortFindings(findings), bytes };
}

/** Errors before warnings before notes; the same finding about the same thing once. */
export function sortFindings(findings: Finding[]): Finding[] {
  const seen = new Map(findings.map((one) => [`${one.code} ${one.where} ${one.about ?? ""}`, one]));
  return [...seen.values()].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

const ORDER: Severity[] = ["error", "warning", "info"];

function envelopeProblems(content: MailContent, list: MailList, setting: CheckSetting): Finding[] {
  const from = readAddress(setting.fromEmail);
  return [
    ...when(content.subject.trim() === "", "error", "subject_missing", "subject"),
    ...when(content.preheader.trim() === "", "warning", "preheader_missing", "preheader"),
    ...when(setting.fromEmail.trim() === "", "error", "from_missing", "from"),
    ...when(setting.fromName.trim() === "", "warning", "from_name_missing", "from"),
    ...when(setting.fromEmail.trim() !== "" && !from, "error", "from_invalid", "from", setting.fromEmail),
    ...when(from !== null && isFreeMail(from.domain), "warning", "from_free_mail", "from", from?.domain),
    ...when(!setting.hasList, "error", "list_missing", "list"),
    ...when(setting.hasList && list.address.trim() === "", "error", "address_missing", "address"),
  ];
}

function contentProblems(notes: Notes): Finding[] {
  return [
    ...when(notes.substance === 0, "error", "content_empty", "content"),
    ...when(notes.outlookRefused !== null, "warning", "outlook_left_out", "content", notes.outlookRefused ?? undefined),
    ...notes.picturesWithoutAlt.flatMap((src) => when(true, "warning", "picture_without_alt", "content", src)),
  ];
}

function mergeProblems(notes: Notes, customFields: readonly string[]): Finding[] {
  const known = new Set<string>([...contactFields, ...listFields, ...urlFields, ...customFields]);
  return [
    ...notes.malformed.map(({ text, where }) => finding("error", "merge_malformed", where, text)),
    ...notes.conditions.map(({ text, where, is }) => finding("error", `condition_${is}`, where, text)),
    ...notes.fields.flatMap(({ field, hasFallback, where }) =>
      !known.has(field)
        ? [finding("error", "merge_unknown", where, field)]
        : when(!hasFallback && mayBeEmpty(field), "warning", "merge_without_fallback", where, field),
    ),
  ];
}

function mayBeEmpty(field: string): boolean {
  return field !== "email" && !(urlFields as readonly string[]).includes(field) && !field.startsWith("list.");
}

function linkProblems(notes: Notes): Finding[] {
  return notes.anchors.flatMap(({ url, label, personal, shown }) => [
    ...when(shown && label === "", "warning", "link_without_text", "content", url),
    ...when(!personal && isBroken(url), "error", "link_broken", "content", url || label),
    ...when(/^http:\/\//i.test(url), "warning", "link_insecure", "content", url),
    ...when(personal && !isHouseLink(url), "info", "link_personal", "content", url),
  ]);
}

function isHouseLink(url: string): boolean {
  return /^\{\{\s*(?:unsubscribe_url|web_url)\s*\}\}$/.test(url);
}

function isBroken(url: string): boolean {
  if (/^mailto:/i.test(url)) return readAddress(decode(url.slice("mailto:".length).split("?", 1)[0]!)) === null;
  if (/^tel:/i.test(url)) return !/^tel:\+?[\d().\s-]{3,}$/i.test(url);
  if (/^#[\w-]+$/.test(url)) return false; // a place within the mail
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return true;
  const { hostname, username } = new URL(url);
  return username !== "" || !hostname.includes(".") || hostname.endsWith(".");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sizeProblems(bytes: number): Finding[] {
  if (bytes > sizeLimits.error) return [finding("error", "size_exceeded", "size", String(bytes))];
  return when(bytes > sizeLimits.warning, "warning", "size_warning", "size", String(bytes));
}

// As long as a real one: our addresses are about this long.
function sizeOf(plan: RenderPlan): number {
  const url = `https://news.example.com/c/${"x".repeat(60)}`;
  const urls = { click: () => url, open: url, unsubscribe: url, web: url };
  const contact = { email: "ana.prado@example.com", name: "Ana Prado", fields: {} };
  return Buffer.byteLength(renderMail({ ...plan, html: longest(plan.html) }, contact, urls).html);
}

function when(is: boolean, severity: Severity, code: FindingCode, where: Place, about?: string): Finding[] {
  return is ? [finding(severity, code, where, about)] : [];
}

function finding(severity: Severity, code: FindingCode, where: Place, about?: string): Finding {
  return about === undefined ? { severity, code, where } : { severity, code, where, about: about.slice(0, 200) };
}
