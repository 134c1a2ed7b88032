import { Archive, ArchiveRestore, Pencil, Upload, Users } from "lucide-react";
import { getFormatter, getTranslations } from "next-intl/server";
import { cache } from "react";
import { ListFigures } from "@/components/contacts/list-figures";
import { ListParticulars } from "@/components/contacts/list-particulars";
import { Badge } from "@/components/ui/badge";
import { Confirm } from "@/components/ui/confirm";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { audienceOf, getList } from "@/lib/contacts";
import { idOf } from "@/lib/web/ids";
import { paths } from "@/lib/web/paths";
import { inTenant } from "@/lib/web/session";
import { archive, restore } from "@/app/(dashboard)/lists/actions";

type Params = { params: Promise<{ id: string }> };

const readList = cache((id: string) =>
  inTenant("contacts", async (tenant) => ({
    list: await getList(tenant, id),
    audience: await audienceOf(tenant, id),
  })),
);

export async function generateMetadata({ params }: Params) {
  return { title: (await readList(idOf(await params))).list.name };
}

export default async function ListPage({ params }: Params) {
  const id = idOf(await params);
  const [t, format, { list, audience }] = await Promise.all([getTranslations("lists"), getFormatter(), readList(id)]);
  return (
    <>
      <PageHeader
        title={list.name}
        badge={list.archivedAt && <Badge>{t("isArchived")}</Badge>}
        lead={t("since", { date: format.dateTime(list.createdAt, "day") })}
        actions={<ListActs id={id} name={list.name} archived={list.archivedAt !== null} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_330px]">
        <ListFigures listId={id} audience={audience} counts={list.counts} />
        <ListParticulars list={list} />
      </div>
    </>
  );
}

async function ListActs({ id, name, archived }: { id: string; name: string; archived: boolean }) {
  const t = await getTranslations("lists");
  const turn = archived
    ? { action: restore, words: "restore" as const, icon: <ArchiveRestore aria-hidden /> }
    : { action: archive, words: "archive" as const, icon: <Archive aria-hidden /> };
  return (
    <>
      <Confirm
        // The dialog of one is gone when the other is asked.
        key={turn.words}
        trigger={t(`${turn.words}.trigger`)}
        icon={turn.icon}
        look="quiet"
        title={t(`${turn.words}.title`, { name })}
        description={t(`${turn.words}.text`)}
        confirm={t(`${turn.words}.trigger`)}
        action={turn.action}
        values={{ listId: id }}
      />
      <LinkButton href={paths.editList(id)} icon={<Pencil aria-hidden />}>
        {t("edit")}
      </LinkButton>
      <LinkButton href={paths.contacts({ list: id })} icon={<Users aria-hidden />}>
        {t("contacts")}
      </LinkButton>
      {!archived && (
        <LinkButton href={paths.imports(id)} look="primary" icon={<Upload aria-hidden />}>
          {t("import")}
        </LinkButton>
      )}
    </>
  );
}
