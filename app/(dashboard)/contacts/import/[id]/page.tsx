import { cache } from "react";
import { ImportResult } from "@/app/(dashboard)/contacts/import/[id]/result";
import { ImportSetUp } from "@/app/(dashboard)/contacts/import/[id]/set-up";
import { getImport, listFields, listLists, listRefusals, recallMapping } from "@/lib/contacts";
import { ReadingQuery } from "@/lib/contacts/schema";
import { idOf } from "@/lib/web/ids";
import { inTenant } from "@/lib/web/session";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<unknown> };

const SHOWN = 20;

const readImport = cache((id: string) =>
  inTenant("contacts", async (tenant) => {
    const found = await getImport(tenant, id);
    const lists = [...(await listLists(tenant)), ...(await listLists(tenant, { archived: true }))];
    if (found.status !== "uploaded")
      return { found, lists, refusals: await listRefusals(tenant, { importId: id, limit: SHOWN }), setUp: null };
    const fields = await listFields(tenant);
    return { found, lists, refusals: [], setUp: { fields, remembered: await recallMapping(tenant, found, fields) } };
  }),
);

export async function generateMetadata({ params }: Props) {
  return { title: (await readImport(idOf(await params))).found.fileName };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const { found, lists, refusals, setUp } = await readImport(idOf(await params));
  if (!setUp) return <ImportResult found={found} lists={lists} refusals={refusals} />;
  const asked = ReadingQuery.parse(await searchParams);
  return <ImportSetUp waiting={found} lists={lists.filter((list) => !list.archivedAt)} asked={asked} {...setUp} />;
}
