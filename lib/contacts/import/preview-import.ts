import type { Tenant } from "@/lib/accounts";
import { suggestMapping } from "@/lib/contacts/file/suggest-mapping";
import type { Field } from "@/lib/contacts/list-fields";
import type { ColumnTarget, Delimiter, Encoding } from "@/lib/contacts/schema";
import type { Layout } from "@/lib/contacts/file/sniff";
import type { Import } from "./get-import";
import { readLayout } from "./receive-file";

export type Preview = Layout & { encoding: Encoding; targets: ColumnTarget[] };
export type Reading = {
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  hasHeader?: boolean | undefined;
};

/**
 * The first rows of a file that waits, read as asked, and what becomes of its columns: as in the last import with the same
 * headings (`remembered`), else as they look. Outside any unit of work, for an import that the caller has read.
 */
export async function previewImport(
  waiting: Import,
  { asked, fields, remembered }: { asked: Reading; fields: Field[]; remembered: ColumnTarget[] | null },
): Promise<Preview> {
  const encoding = asked.encoding ?? waiting.encoding;
  const hasHeader = asked.hasHeader ?? waiting.hasHeader;
  const layout = await readLayout(waiting.fileKey, encoding, {
    delimiter: asked.delimiter ?? waiting.delimiter,
    hasHeader,
  });
  const suggested = suggestMapping(layout.columns, fields, { decimalComma: layout.delimiter === ";" });
  const fits = remembered?.length === suggested.length && asked.delimiter === undefined;
  return { ...layout, encoding, targets: fits ? remembered : suggested };
}

/** How the last finished import with the same headings took its columns, or null. Fields that are gone since are left out. */
export async function recallMapping(tenant: Tenant, waiting: Import, fields: Field[]): Promise<ColumnTarget[] | null> {
  const { accountId, db } = tenant;
  if (!waiting.hasHeader) return null;
  const last = await db.contactImport.findFirst({
    where: { accountId, status: "done", headings: { equals: waiting.headings } },
    orderBy: { id: "desc" },
    select: { mapping: true },
  });
  if (!last) return null;
  const known = new Set(fields.map((field) => field.key));
  return (last.mapping as ColumnTarget[]).map((target) =>
    target.to === "field" && !known.has(target.key) ? { to: "none" } : target,
  );
}
