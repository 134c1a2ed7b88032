import { getTranslations } from "next-intl/server";
import { NewCampaignForm } from "@/components/campaigns/new-campaign-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { create } from "@/app/(dashboard)/campaigns/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("campaigns"))("new.title") };
}

export default async function NewCampaignPage() {
  await inTenant("campaigns", async () => {});
  const t = await getTranslations("campaigns");
  return (
    <>
      <div className="mb-3">
        <Breadcrumb places={[{ label: t("title"), href: paths.campaigns() }, { label: t("new.title") }]} />
      </div>
      <PageHeader title={t("new.title")} lead={t("new.lead")} />
      <NewCampaignForm create={create} />
    </>
  );
}
