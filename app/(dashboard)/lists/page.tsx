import { Plus } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ListsTable } from "@/components/contacts/lists-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TabLinks } from "@/components/ui/tab-links";
import { listLists, sumOf } from "@/lib/contacts";
import { receivingStatuses } from "@/lib/contacts/schema";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";

const Query = z.object({ show: z.literal("archived").optional().catch(undefined) });

export async function generateMetadata() {
  return { title: (await getTranslations("lists"))("title") };
}

export default async function ListsPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const { show } = Query.parse(await searchParams);
  const archived = show === "archived";
  const [t, lists] = await Promise.all([
    getTranslations("lists"),
    inTenant("contacts", (tenant) => listLists(tenant, { archived })),
  ]);
  const rows = lists.map(({ counts, ...list }) => ({
    ...list,
    total: sumOf(counts),
    receives: sumOf(counts, receivingStatuses),
    left: (counts.unsubscribed ?? 0) + (counts.left ?? 0),
  }));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={paths.newList()} look="primary" icon={<Plus aria-hidden />}>
            {t("new")}
          </LinkButton>
        }
      />
      <div className="grid gap-4">
        <TabLinks
          label={t("title")}
          links={[
            { href: paths.lists(), label: t("open"), current: !archived },
            { href: `${paths.lists()}?show=archived`, label: t("archived"), current: archived },
          ]}
        />
        {rows.length > 0 ? <ListsTable lists={rows} /> : <NoLists archived={archived} />}
      </div>
    </>
  );
}

async function NoLists({ archived }: { archived: boolean }) {
  const t = await getTranslations("lists.empty");
  if (archived)
    return (
      <Card>
        <EmptyState title={t("archivedTitle")} action={<LinkButton href={paths.lists()}>{t("back")}</LinkButton>}>
          {t("archivedText")}
        </EmptyState>
      </Card>
    );
  return (
    <Card>
      <EmptyState title={t("title")} action={<LinkButton href={paths.newList()}>{t("action")}</LinkButton>}>
        {t("text")}
      </EmptyState>
    </Card>
  );
}
