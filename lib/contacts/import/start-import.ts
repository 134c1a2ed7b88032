import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { createField } from "@/lib/contacts/create-field";
import { createList } from "@/lib/contacts/create-list";
import { assertOpenLists } from "@/lib/contacts/get-list";
import { listFields } from "@/lib/contacts/list-fields";
import { CreateList, type ColumnTarget, type StartImport } from "@/lib/contacts/schema";
import { getImport } from "./get-import";
import { runImport } from "./run-import";

/**
 * Begin an import whose columns, list and consent are told. It runs in the worker and can be left alone. Throws `invalid` at what is
 * missing and `conflict` when it began already: two clicks import a file once.
 */
export async function startImport(tenant: Tenant, input: StartImport): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { importId, columns, list, consent, reading } = input;
  const waiting = await getImport(tenant, importId);
  if (waiting.status !== "uploaded") throw begunAlready();
  assertColumns(columns);
  const mapping = await keepFields(tenant, columns);
  const listId = "id" in list ? list.id : await createList(tenant, CreateList.parse({ name: list.name }));
  await assertOpenLists(tenant, [listId]);

  const { count } = await db.contactImport.updateMany({
    where: { accountId, id: importId, status: "uploaded" },
    data: {
      ...reading,
      mapping,
      listId,
      consentSource: consent.source,
      consentNote: consent.wording,
      status: "queued",
    },
  });
  if (count === 0) throw begunAlready();
  await enqueue(db, runImport, accountId, { importId }, { key: importId });
  const detail = { id: importId, listId, consent: consent.source };
  await recordAudit(db, { accountId, actor, action: "import.start", subject: waiting.fileName, detail });
}

function assertColumns(columns: ColumnTarget[]): void {
  const count = (to: string) => columns.filter((column) => column.to === to).length;
  if (count("email") !== 1)
    throw new AppError("invalid", "email_column_required", "Say which one column holds the address.", "target");
  if (count("name") > 1)
    throw new AppError("invalid", "name_column_twice", "Only one column can be the name.", "target");
  const keys = columns.flatMap((column) => (column.to === "field" ? column.key : []));
  if (new Set(keys).size < keys.length)
    throw new AppError("invalid", "field_column_twice", "Two columns go to the same field.", "target");
}

// New fields are made; one that is there keeps the kind it has, whatever the column looks like.
async function keepFields(tenant: Tenant, columns: ColumnTarget[]): Promise<ColumnTarget[]> {
  const known = new Map((await listFields(tenant)).map((field) => [field.key, field.kind]));
  const kept: ColumnTarget[] = [];
  for (const column of columns) {
    if (column.to !== "field") kept.push(column);
    else {
      const kind = known.get(column.key);
      if (!kind) await createField(tenant, { key: column.key, label: column.label || column.key, kind: column.kind });
      kept.push({ ...column, kind: kind ?? column.kind });
    }
  }
  return kept;
}

function begunAlready() {
  return new AppError("conflict", "import_begun", "This import has begun already.");
}
