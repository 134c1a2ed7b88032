import { escapeFor } from "./escape";
import type { MailContact, MailUrls, RenderPlan, Segment, Slot } from "./plan";

export type RenderedMail = { subject: string; html: string; text: string };

/** One recipient's mail from the plan. A value is only ever text: it is never read as a template or as markup. */
export function renderMail(plan: RenderPlan, contact: MailContact, urls: MailUrls): RenderedMail {
  const write = (segments: Segment[]) => segments.map((part) => renderSegment(part, contact, urls)).join("");
  return { subject: write(plan.subject).trim(), html: write(plan.html), text: write(plan.text) };
}

/** One segment for one recipient, escaped for where it stands. For engines that encode the literal ones beforehand. */
export function renderSegment(segment: Segment, contact: MailContact, urls: MailUrls): string {
  return typeof segment === "string" ? segment : escapeFor(segment.as, valueOf(segment, contact, urls));
}

/** The value of a merge field for a contact, or "" where there is none. Looks at the contact's own fields only. */
export function fieldValue(contact: MailContact, field: string): string {
  if (field === "email") return contact.email;
  if (field === "name") return contact.name.trim();
  if (field === "first_name") return contact.name.trim().split(/\s+/, 1)[0] ?? "";
  const value = Object.hasOwn(contact.fields, field) ? contact.fields[field] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : "";
}

function valueOf(slot: Slot, contact: MailContact, urls: MailUrls): string {
  switch (slot.kind) {
    case "field":
      return fieldValue(contact, slot.field) || slot.fallback;
    case "click":
      return urls.click(slot.no);
    default:
      return urls[slot.kind];
  }
}
