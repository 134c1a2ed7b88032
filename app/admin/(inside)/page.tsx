import { getFormatter, getTranslations } from "next-intl/server";
import { AccountSearch } from "@/components/backoffice/account-search";
import { AccountsTable } from "@/components/backoffice/accounts-table";
import { Card } from "@/components/ui/card";
import { EmptyState, NoMatch } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { searchAccounts } from "@/lib/backoffice";
import { AccountQuery, COMPLAINT_ALARM } from "@/lib/backoffice/schema";
import { paths } from "@/lib/web/paths";
import { inBackoffice } from "@/lib/web/session";

export async function generateMetadata() {
  return { title: (await getTranslations("backoffice.accounts"))("title") };
}

export default async function AccountsPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const query = AccountQuery.parse(await searchParams);
  const [t, format, { rows, older }] = await Promise.all([
    getTranslations("backoffice.accounts"),
    getFormatter(),
    inBackoffice((staff) => searchAccounts(staff, query)),
  ]);
  const asked = Boolean(query.q || query.status);
  const page = (before?: string) =>
    `${paths.admin()}?${new URLSearchParams({ q: query.q, status: query.status ?? "", ...(before ? { before } : {}) })}`;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead", { alarm: format.number(COMPLAINT_ALARM, "share") })} />
      <AccountSearch {...query} />
      <Card>
        {rows.length > 0 && <AccountsTable rows={rows} />}
        {rows.length === 0 && asked && (
          <NoMatch title={t("noMatch")} clearHref={paths.admin()}>
            {t("noMatchText")}
          </NoMatch>
        )}
        {rows.length === 0 && !asked && <EmptyState title={t("none")}>{t("noneText")}</EmptyState>}
        {(older || query.before) && <Pager newer={query.before ? page() : null} older={older ? page(older) : null} />}
      </Card>
    </>
  );
}
