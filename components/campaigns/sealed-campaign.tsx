import { Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { CampaignState } from "@/components/campaigns/campaign-state";
import { ActionForm } from "@/components/ui/action-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionState } from "@/lib/web/action-state";
import { paths } from "@/lib/web/paths";
import { PreviewPane } from "./preview-pane";

type SealedCampaignProps = {
  campaign: { id: string; name: string; status: string };
  version: number;
  maySearch: boolean;
  duplicate: (previous: ActionState, form: FormData) => Promise<ActionState>;
};

/** A campaign that is on its way or has arrived: to be read, no longer to be changed. */
export function SealedCampaign({ campaign, version, maySearch, duplicate }: SealedCampaignProps) {
  const t = useTranslations("campaigns");
  return (
    <>
      <div className="mb-4">
        <Breadcrumb places={[{ label: t("title"), href: paths.campaigns() }, { label: campaign.name }]} />
      </div>
      <PageHeader
        title={campaign.name}
        badge={<CampaignState status={campaign.status} />}
        lead={t("sealed")}
        actions={
          <>
            {campaign.status === "sent" || campaign.status === "cancelled" ? (
              <LinkButton href={paths.campaignReport(campaign.id)}>{t("toReport")}</LinkButton>
            ) : (
              <LinkButton href={paths.campaignSending(campaign.id)}>{t("toSending")}</LinkButton>
            )}
            <ActionForm action={duplicate} done={false} className="grid">
              <input type="hidden" name="campaignId" value={campaign.id} />
              <SubmitButton look="secondary" icon={<Copy aria-hidden />}>
                {t("duplicate")}
              </SubmitButton>
            </ActionForm>
          </>
        }
      />
      <PreviewPane campaignId={campaign.id} version={version} maySearch={maySearch} />
    </>
  );
}
