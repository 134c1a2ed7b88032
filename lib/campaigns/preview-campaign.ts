import type { Tenant } from "@/lib/accounts";
import { getContact } from "@/lib/contacts";
import { compilePlan } from "./content/compile";
import type { MailContact, MailUrls, RenderPlan } from "./content/plan";
import { renderLine, renderMail, type RenderedMail } from "./content/render";
import { getCampaign, type Campaign } from "./get-campaign";
import { loadPlan } from "./load-plan";
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
  const campaign = await getCampaign(tenant, campaignId);
  const preview =
    campaign.status === "draft"
      ? await renderAs(tenant, campaign, contactId, inert)
      : await renderFrozen(tenant, campaign, contactId);
  return { ...preview, html: inTheme(preview.html, theme) };
}

// What left stays as it left, whatever has become of the list or the fields since.
async function renderFrozen(tenant: Tenant, campaign: Campaign, contactId: string | undefined): Promise<Preview> {
  const { from, segments } = await loadPlan(tenant, campaign.id);
  const urls = { ...inert, click: (no: number) => segments.links[no - 1]?.url ?? "#" };
  return fill(segments, from, await readContact(tenant, contactId), urls);
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

async function readContact(tenant: Tenant, contactId: string | undefined): Promise<MailContact> {
  return contactId ? getContact(tenant, contactId) : sample;
}

/** Render a campaign for one contact without tracking. */
export async function renderAs(
  tenant: Tenant,
  campaign: Campaign,
  contactId: string | undefined,
  urls: MailUrls,
): Promise<Preview> {
  const contact = await readContact(tenant, contactId);
  const { list, options } = await readSetting(tenant, campaign.listId);
  const plan = compilePlan(campaign, list, { ...options, tracksOpens: false, tracksClicks: false });
  return fill(plan, { name: campaign.fromName, address: campaign.fromEmail }, contact, urls);
}

function fill(plan: RenderPlan, from: Preview["from"], contact: MailContact, urls: MailUrls): Preview {
  const preheader = renderLine(plan.preheader, contact, urls);
  const { name, email } = contact;
  return { ...renderMail(plan, contact, urls), preheader, from, as: { name, email } };
}
