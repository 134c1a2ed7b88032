import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { createField } from "@/lib/contacts/create-field";
import { createList } from "@/lib/contacts/create-list";
import { assertOpenLists } from "@/lib/contacts/get-list";
import { listFields } from "@/lib/contacts/list-fields";
import { CreateList, StartImport, type ColumnTarget, type ImportStatus } from "@/lib/contacts/schema";
import { getImport } from "./get-import";
import { runImport } from "./run-import";

/**
 * Rehearse an import whose columns, list and consent are told: the worker does everything and takes it back, and the figures tell what the import
 * would do. Nothing is made or changed. Throws as `startImport` does.
 */
export async function checkImport(tenant: Tenant, input: StartImport): Promise<void> {
  const { accountId, db } = tenant;
  assertColumns(input.columns);
  await getImport(tenant, input.importId);
  const mapping = await withKnownKinds(tenant, input.columns);
  if ("id" in input.list) await assertOpenLists(tenant, [input.list.id]);
  await moveOn(tenant, input.importId, "uploaded", {
    ...particularsOf(input),
    mapping,
    listId: "id" in input.list ? input.list.id : null,
    plan: input,
    status: "checking",
  });
  await enqueue(db, runImport, accountId, { importId: input.importId }, { key: input.importId });
}

/**
 * Begin an import whose columns, list and consent are told. It runs in the worker and can be left alone. Throws `invalid` at what is
 * missing and `conflict` when it began already: two clicks import a file once.
 */
export async function startImport(tenant: Tenant, input: StartImport): Promise<void> {
  await beginImport(tenant, input, "uploaded");
}

/** Begin an import that was rehearsed, as it was told. Throws `not_found`, or `conflict` when it is not rehearsed or began already. */
export async function confirmImport(tenant: Tenant, importId: string): Promise<void> {
  const { plan, status } = await getImport(tenant, importId);
  if (status !== "checked") throw begunAlready();
  await beginImport(tenant, StartImport.parse(plan), "checked");
}

async function beginImport(tenant: Tenant, input: StartImport, from: ImportStatus): Promise<void> {
  const { accountId, actor, db } = tenant;
  const { importId, columns, list, consent } = input;
  const { status, fileName } = await getImport(tenant, importId);
  if (status !== from) throw begunAlready();
  assertColumns(columns);
  const mapping = await withKnownKinds(tenant, columns);
  await makeNewFields(tenant, mapping);
  const listId = "id" in list ? list.id : await createList(tenant, CreateList.parse({ name: list.name }));
  await assertOpenLists(tenant, [listId]);

  const fresh = { rowsRead: 0, rowsNew: 0, rowsUpdated: 0, rowsSkipped: 0, rowsRefused: 0, reasons: {} };
  await moveOn(tenant, importId, from, {
    ...particularsOf(input),
    ...fresh,
    mapping,
    listId,
    plan: Prisma.DbNull,
    status: "queued",
  });
  await enqueue(db, runImport, accountId, { importId }, { key: importId });
  const detail = { id: importId, listId, consent: consent.source };
  await recordAudit(db, { accountId, actor, action: "import.start", subject: fileName, detail });
}

async function moveOn(
  { accountId, db }: Tenant,
  id: string,
  from: ImportStatus,
  data: Prisma.ContactImportUpdateManyMutationInput & { listId: string | null },
): Promise<void> {
  const { count } = await db.contactImport.updateMany({ where: { accountId, id, status: from }, data });
  if (count === 0) throw begunAlready();
}

function particularsOf({ reading, consent }: StartImport) {
  return { ...reading, consentSource: consent.source, consentNote: consent.wording };
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

// A field that is there keeps the kind it has, whatever the column looks like.
async function withKnownKinds(tenant: Tenant, columns: ColumnTarget[]): Promise<ColumnTarget[]> {
  const known = new Map((await listFields(tenant)).map((field) => [field.key, field.kind]));
  return columns.map((column) =>
    column.to === "field" ? { ...column, kind: known.get(column.key) ?? column.kind } : column,
  );
}

async function makeNewFields(tenant: Tenant, columns: ColumnTarget[]): Promise<void> {
  const known = new Set((await listFields(tenant)).map((field) => field.key));
  for (const column of columns)
    if (column.to === "field" && !known.has(column.key))
      await createField(tenant, { key: column.key, label: column.label || column.key, kind: column.kind });
}

function begunAlready() {
  return new AppError("conflict", "import_begun", "This import has begun already.");
}
