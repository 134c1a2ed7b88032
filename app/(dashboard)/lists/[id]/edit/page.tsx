import { getTranslations } from "next-intl/server";
import { ListForm } from "@/components/contacts/list-form";
import { PageHeader } from "@/components/ui/page-header";
import { getList } from "@/lib/contacts";
import { idOf } from "@/lib/web/ids";
import { inTenant } from "@/lib/web/session";
import { save } from "@/app/(dashboard)/lists/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("lists"))("edit") };
}

export default async function EditListPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idOf(await params);
  const list = await inTenant("contacts", (tenant) => getList(tenant, id));
  return (
    <>
      <PageHeader title={list.name} />
      <ListForm id={id} list={list} save={save} />
    </>
  );
}
