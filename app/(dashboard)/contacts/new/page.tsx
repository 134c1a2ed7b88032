import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ContactForm } from "@/components/contacts/contact-form";
import { PageHeader } from "@/components/ui/page-header";
import { listFields, listLists } from "@/lib/contacts";
import { inTenant } from "@/lib/web/session";
import { create } from "@/app/(dashboard)/contacts/actions";

const Query = z.object({ list: z.uuid().optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations("contacts"))("add") };
}

export default async function NewContactPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { list } = Query.parse(await searchParams);
  const [t, { fields, lists }] = await Promise.all([
    getTranslations("contacts"),
    inTenant("contacts", async (tenant) => ({ fields: await listFields(tenant), lists: await listLists(tenant) })),
  ]);
  const names = lists.map(({ id, name }) => ({ id, name }));
  return (
    <>
      <PageHeader title={t("add")} lead={t("addLead")} />
      <ContactForm fields={fields} lists={names} chosenList={list} save={create} />
    </>
  );
}
