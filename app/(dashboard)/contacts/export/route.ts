import { Readable } from "node:stream";
import { getTranslations } from "next-intl/server";
import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { listFields, readContacts, writeCsv, type ContactRow, type Field } from "@/lib/contacts";
import { ContactFilter } from "@/lib/contacts/schema";
import { streamRoute } from "@/lib/web/route";

type Enter = <T>(work: (tenant: Tenant) => Promise<T>) => Promise<T>;

const PAGE = 1000;

/** All contacts of a filter as a file, newest first. Who took them is in the audit trail. */
export const GET = streamRoute("contacts", { query: ContactFilter }, async (enter, { query }) => {
  const fields = await enter(async (tenant) => {
    const { accountId, actor, db } = tenant;
    const { q, list, status } = query;
    await recordAudit(db, { accountId, actor, action: "contact.export", detail: { q, list, status } });
    return listFields(tenant);
  });
  return new Response(Readable.toWeb(Readable.from(await linesOf(enter, query, fields))) as ReadableStream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="contacts.csv"',
      "cache-control": "no-store",
    },
  });
});

async function linesOf(enter: Enter, filter: ContactFilter, fields: Field[]): Promise<AsyncGenerator<Buffer>> {
  const t = await getTranslations("contacts");
  const names = [t("form.email"), t("form.name"), t("table.status"), t("table.added")];
  const heading = [...names, ...fields.map(({ label }) => label)];
  const lineOf = (row: ContactRow) => [
    row.email,
    row.name,
    t(`status.${row.standing}`),
    row.createdAt.toISOString(),
    ...fields.map(({ key }) => present(row.fields[key])),
  ];
  return (async function* () {
    yield Buffer.from(writeCsv([heading]));
    for (let older = filter.older; ;) {
      const rows = await enter((tenant) => readContacts(tenant, { ...filter, older }, PAGE));
      if (rows.length === 0) return;
      older = rows.at(-1)!.id;
      yield Buffer.from(writeCsv(rows.map(lineOf), { first: false }));
    }
  })();

  function present(value: ContactRow["fields"][string] | undefined): string {
    if (typeof value === "boolean") return value ? t("form.yes") : t("form.no");
    return value === undefined ? "" : String(value);
  }
}
