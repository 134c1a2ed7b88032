import { Pencil } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ReturnedCard } from "@/components/bounces/returned-card";
import { ConsentCard } from "@/components/contacts/consent-card";
import { ContactActs } from "@/components/contacts/contact-acts";
import { ContactFacts } from "@/components/contacts/contact-facts";
import { ContactLists } from "@/components/contacts/contact-lists";
import { StatusBadge } from "@/components/contacts/status-badge";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listBounces } from "@/lib/bounces";
import { getContact, listConsent, listFields, listLists } from "@/lib/contacts";
import type { ContactStatus } from "@/lib/contacts/schema";
import { idOf } from "@/lib/web/ids";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { erase, joinList, remove, takeFromList, unsubscribe } from "@/app/(dashboard)/contacts/actions";

type Params = { params: Promise<{ id: string }> };

const readContact = cache((id: string) =>
  inTenant("contacts", async (tenant) => ({
    contact: await getContact(tenant, id),
    fields: await listFields(tenant),
    lists: await listLists(tenant),
    proofs: await listConsent(tenant, id),
    returned: await listBounces(tenant, { contactId: id }, 10),
  })),
);

export async function generateMetadata({ params }: Params) {
  const { contact } = await readContact(idOf(await params));
  return { title: contact.name || contact.email };
}

export default async function ContactPage({ params }: Params) {
  const id = idOf(await params);
  const [t, format, { contact, fields, lists, proofs, returned }] = await Promise.all([
    getTranslations("contacts"),
    getFormatter(),
    readContact(id),
  ]);
  const status = contact.status as ContactStatus;
  const open = lists.filter((list) => !contact.lists.some((on) => on.id === list.id));
  return (
    <>
      <PageHeader
        title={contact.name || contact.email}
        badge={<StatusBadge standing={status} softBounces={contact.softBounces} />}
        lead={t(`statusLead.${status}`, { date: format.dateTime(contact.statusAt, "day") })}
        actions={
          <LinkButton href={paths.editContact(id)} icon={<Pencil aria-hidden />}>
            {t("edit")}
          </LinkButton>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
        <div className="grid gap-4">
          <ContactFacts contact={contact} fields={fields} />
          <ConsentCard proofs={proofs} />
          <ReturnedCard bounces={returned.bounces} />
        </div>
        <div className="grid gap-4">
          <ContactLists contact={{ id, lists: contact.lists }} open={open} acts={{ joinList, takeFromList }} />
          <ContactActs contact={{ id, email: contact.email, status }} acts={{ unsubscribe, remove, erase }} />
        </div>
      </div>
    </>
  );
}
