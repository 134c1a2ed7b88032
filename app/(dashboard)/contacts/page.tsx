import { Plus, Upload } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { ContactsFilter } from "@/components/contacts/contacts-filter";
import { ContactsTable } from "@/components/contacts/contacts-table";
import { ContactsTabs } from "@/components/contacts/contacts-tabs";
import { Card } from "@/components/ui/card";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { listLists, searchContacts, type ContactPage } from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { joinAll, removeAll, takeAll } from "@/app/(dashboard)/contacts/actions";

export async function generateMetadata() {
  return { title: (await getTranslations("contacts"))("title") };
}

export default async function ContactsPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const filter = ContactFilter.parse(await searchParams);
  const [t, { page, lists }] = await Promise.all([
    getTranslations("contacts"),
    inTenant("contacts", async (tenant) => ({
      page: await searchContacts(tenant, filter),
      lists: await listLists(tenant),
    })),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            <LinkButton href={paths.newContact(filter.list)} icon={<Plus aria-hidden />}>
              {t("add")}
            </LinkButton>
            <LinkButton href={paths.imports(filter.list)} look="primary" icon={<Upload aria-hidden />}>
              {t("import")}
            </LinkButton>
          </>
        }
      />
      <div className="grid gap-4">
        <ContactsTabs current="contacts" />
        <ContactsFilter lists={lists} filter={filter} />
        <Card>
          <Found page={page} filter={filter} lists={lists.map(({ id, name }) => ({ id, name }))} />
        </Card>
      </div>
    </>
  );
}

type FoundProps = { page: ContactPage; filter: ContactFilter; lists: { id: string; name: string }[] };

async function Found({ page, filter, lists }: FoundProps) {
  const [t, { number }] = await Promise.all([getTranslations("contacts"), getFormatter()]);
  const { q, list, status } = filter;
  const narrowed = Boolean(q || list || status);
  if (page.contacts.length === 0 && !narrowed && page.total.n === 0)
    return (
      <EmptyState
        title={t("empty.title")}
        action={
          <LinkButton href={paths.imports()} icon={<Upload aria-hidden />}>
            {t("import")}
          </LinkButton>
        }
      >
        {t("empty.text")}
      </EmptyState>
    );
  if (page.contacts.length === 0)
    return (
      <NoMatch title={t("noMatch.title")} clearHref={paths.contacts()}>
        {t("noMatch.text")}
      </NoMatch>
    );
  const n = number(page.total.n);
  return (
    <>
      <ContactsTable
        contacts={page.contacts}
        now={new Date()}
        lists={lists}
        list={list}
        acts={{ joinAll, takeAll, removeAll }}
      />
      <Pager
        newer={page.newer && paths.contacts({ q, list, status, newer: page.newer })}
        older={page.older && paths.contacts({ q, list, status, older: page.older })}
      >
        <span className="flex flex-wrap gap-x-4">
          <span>{page.total.exact ? t("count", { n, count: page.total.n }) : t("countMore", { n })}</span>
          <a href={paths.contactsExport({ q, list, status })} download className="link">
            {t("export")}
          </a>
        </span>
      </Pager>
    </>
  );
}
