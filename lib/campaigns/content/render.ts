import { escapeFor } from "./escape";
import { isTrue } from "./ask";
import { applyFilters } from "./filters";
import type { Branch, MailContact, MailUrls, RenderPlan, Segment, Slot } from "./plan";

export type RenderedMail = { subject: string; html: string; text: string };

/** One recipient's mail from the plan. A value is only ever text: it is never read as a template or as markup. */
export function renderMail(plan: RenderPlan, contact: MailContact, urls: MailUrls): RenderedMail {
  const write = (segments: Segment[]) => renderSegments(segments, contact, urls);
  return { subject: renderLine(plan.subject, contact, urls), html: write(plan.html), text: write(plan.text) };
}

/** Segments as one line, as a header takes them: what a condition left out leaves no gap. */
export function renderLine(segments: Segment[], contact: MailContact, urls: MailUrls): string {
  const line = renderSegments(segments, contact, urls).trim();
  return segments.some(isBranch) ? line.replace(/ {2,}/g, " ") : line;
}

/** Segments for one recipient, each escaped for where it stands. */
export function renderSegments(segments: Segment[], contact: MailContact, urls: MailUrls): string {
  return segments
    .map((part) => {
      if (typeof part === "string") return part;
      if (part.kind !== "branch") return renderSlot(part, contact, urls);
      return renderSegments(part.ways[chooseWay(part.ways, contact)]?.segments ?? [], contact, urls);
    })
    .join("");
}

/** One value for one recipient, escaped for where it stands. For engines that encode the literal segments beforehand. */
export function renderSlot(slot: Slot, contact: MailContact, urls: MailUrls): string {
  return escapeFor(slot.as, valueOf(slot, contact, urls));
}

/** Which way of a branch a contact gets: its place, or -1 for none. Takes the ways in whatever form an engine keeps them. */
export function chooseWay(ways: readonly Pick<Branch["ways"][number], "test">[], contact: MailContact): number {
  return ways.findIndex(({ test }) => test === null || isTrue(test, (field) => fieldValue(contact, field)));
}

function isBranch(segment: Segment): boolean {
  return typeof segment === "object" && segment.kind === "branch";
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
      return slot.filters
        ? applyFilters(fieldValue(contact, slot.field), slot.filters)
        : fieldValue(contact, slot.field) || slot.fallback;
    case "click":
      return urls.click(slot.no);
    default:
      return urls[slot.kind];
  }
}
