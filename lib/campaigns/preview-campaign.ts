import type { Tenant } from "@/lib/accounts";
import { getContact } from "@/lib/contacts";
import { compilePlan } from "./content/compile";
import { escapeFor } from "./content/escape";
import { fillText } from "./content/fill";
import { emptyNotes } from "./content/notes";
import type { MailContact, MailUrls } from "./content/plan";
import { renderMail, renderSegment, type RenderedMail } from "./content/render";
import { getCampaign, type Campaign } from "./get-campaign";
import { readSetting } from "./mail-setting";

export type Preview = RenderedMail & {
  preheader: string;
  from: { name: string; address: string };
  as: { name: string; email: string };
};

/** Nobody in particular, for a campaign whose list is still empty. */
const sample: MailContact = { email: "ana.prado@example.com", name: "Ana Prado", fields: {} };
const inert: MailUrls = { click: () => "#", open: "", unsubscribe: "#", web: "#" };

/**
 * The mail as one contact would get it, or as a sample of a person: nothing is counted and its links lead nowhere of ours.
 * `theme` decides what its media queries see, whatever the browser prefers. Throws `not_found`.
 */
export async function previewCampaign(
  tenant: Tenant,
  campaignId: string,
  { contactId, theme = "light" }: { contactId?: string | undefined; theme?: "light" | "dark" } = {},
): Promise<Preview> {
  const preview = await renderAs(tenant, await getCampaign(tenant, campaignId), contactId, inert);
  return { ...preview, html: inTheme(preview.html, theme) };
}

function inTheme(html: string, theme: "light" | "dark"): string {
  const seen = html
    .replace(/\(prefers-color-scheme:\s*(dark|light)\)/gi, (_, wanted: string) =>
      wanted.toLowerCase() === theme ? "(min-width:0)" : "(max-width:0)",
    )
    .replace('<meta name="color-scheme" content="light dark">', `<meta name="color-scheme" content="${theme}">`);
  // A new window is what a sandboxed frame may not open: so a link in the preview goes nowhere.
  return seen.replace("<head>", '<head><base target="_blank">');
}

/** Render a campaign for one contact without tracking. */
export async function renderAs(
  tenant: Tenant,
  campaign: Campaign,
  contactId: string | undefined,
  urls: MailUrls,
): Promise<Preview> {
  const contact: MailContact = contactId ? await getContact(tenant, contactId) : sample;
  const { list, options } = await readSetting(tenant, campaign.listId);
  const plan = compilePlan(campaign, list, { ...options, tracksOpens: false, tracksClicks: false });
  const scope = { list, notes: emptyNotes(), where: "preheader" as const };
  const preheader = fillText(campaign.preheader, "plain", scope).map((part) => renderSegment(part, contact, urls));
  return {
    ...renderMail(plan, contact, urls),
    preheader: escapeFor("header", preheader.join("")),
    from: { name: campaign.fromName, address: campaign.fromEmail },
    as: { name: contact.name, email: contact.email },
  };
}
