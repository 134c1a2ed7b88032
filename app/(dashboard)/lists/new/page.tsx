import { getTranslations } from "next-intl/server";
import { ListForm } from "@/components/contacts/list-form";
import { PageHeader } from "@/components/ui/page-header";
import { inTenant } from "@/lib/web/session";
import { create } from "@/app/(dashboard)/lists/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("lists"))("new") };
}

export default async function NewListPage() {
  await inTenant("contacts", async () => {});
  const t = await getTranslations("lists");
  return (
    <>
      <PageHeader title={t("new")} lead={t("newLead")} />
      <ListForm save={create} />
    </>
  );
}
