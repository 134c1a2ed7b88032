import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import type { MailContact, MailUrls } from "./content/plan";
import { renderMail, type RenderedMail } from "./content/render";
import { composeFrozen, type Frozen } from "./freeze-campaign";
import { getCampaign, getRow } from "./get-campaign";

/** A frozen campaign, ready to be rendered for many people: pure from here on, without a query. */
export type Plan = {
  from: Frozen["from"];
  list: Frozen["list"];
  /** How many numbered links there are. */
  links: number;
  /** The literal segments and slots, for an engine that encodes the literal ones beforehand. */
  segments: Frozen["plan"];
  render: (contact: MailContact, urls: MailUrls) => RenderedMail;
};

/** The campaign as it was frozen. Throws `not_found`, and `conflict` (campaign_not_frozen) before sending was asked for. */
export async function loadPlan(tenant: Tenant, campaignId: string): Promise<Plan> {
  const { frozen } = await getRow(tenant, campaignId);
  if (!frozen) throw new AppError("conflict", "campaign_not_frozen", "This campaign was never asked to be sent.");
  return toPlan(frozen as unknown as Frozen);
}

/** A draft as it would be frozen now, with nothing written down. Throws `not_found`, and what is missing as `conflict` or `invalid`. */
export async function compileDraft(tenant: Tenant, campaignId: string): Promise<Plan> {
  return toPlan(await composeFrozen(tenant, await getCampaign(tenant, campaignId)));
}

function toPlan({ from, list, plan }: Frozen): Plan {
  return {
    from,
    list,
    links: plan.links.length,
    segments: plan,
    render: (contact, urls) => renderMail(plan, contact, urls),
  };
}
