import { useTranslations } from "next-intl";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { paths } from "@/lib/web/paths";
import { Steps, type Step } from "./steps";

/** Which campaign this is, and how far along. */
export function CampaignPlace({ campaignId, name, at }: { campaignId: string; name: string; at: Step }) {
  const t = useTranslations("campaigns");
  return (
    <div className="mb-4 flex flex-col gap-3 md:flex-row md:items-center md:justify-between">
      <Breadcrumb places={[{ label: t("title"), href: paths.campaigns() }, { label: name }]} />
      <Steps campaignId={campaignId} at={at} />
    </div>
  );
}
