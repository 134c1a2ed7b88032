import { getTranslations } from "next-intl/server";
import { ContactForm } from "@/components/contacts/contact-form";
import { PageHeader } from "@/components/ui/page-header";
import { getContact, listFields } from "@/lib/contacts";
import { idOf } from "@/lib/web/ids";
import { inTenant } from "@/lib/web/session";
import { save } from "@/app/(dashboard)/contacts/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("contacts"))("edit") };
}

export default async function EditContactPage({ params }: { params: Promise<{ id: string }> }) {
  const id = idOf(await params);
  const { contact, fields } = await inTenant("contacts", async (tenant) => ({
    contact: await getContact(tenant, id),
    fields: await listFields(tenant),
  }));
  const { email, name, fields: values } = contact;
  return (
    <>
      <PageHeader title={name || email} />
      <ContactForm fields={fields} contact={{ id, email, name, fields: values }} save={save} />
    </>
  );
}
