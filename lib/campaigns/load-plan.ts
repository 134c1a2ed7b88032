import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import type { MailContact, MailUrls } from "./content/plan";
import { renderMail, type RenderedMail } from "./content/render";
import type { Frozen } from "./freeze-campaign";
import { getRow } from "./get-campaign";

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
  const { from, list, plan } = frozen as unknown as Frozen;
  return {
    from,
    list,
    links: plan.links.length,
    segments: plan,
    render: (contact, urls) => renderMail(plan, contact, urls),
  };
}
