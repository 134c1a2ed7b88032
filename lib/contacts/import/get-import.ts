import type { ContactImport } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { ColumnTarget, type Delimiter, type Encoding, type ImportStatus, type RowReason } from "@/lib/contacts/schema";

export type Import = Omit<ContactImport, "mapping" | "reasons" | "fileBytes" | "status" | "encoding" | "delimiter"> & {
  status: ImportStatus;
  encoding: Encoding;
  delimiter: Delimiter;
  fileBytes: number;
  mapping: ColumnTarget[];
  /** Rows by the reason for which they were skipped or refused, and `values_unread` that were left out. */
  reasons: Partial<Record<RowReason, number>>;
};

/** An import, with its figures as they are now. Throws `not_found`. */
export async function getImport(tenant: Tenant, importId: string): Promise<Import> {
  const { accountId, db } = tenant;
  const found = await db.contactImport.findUnique({ where: { accountId_id: { accountId, id: importId } } });
  if (!found) throw noSuchImport();
  return present(found);
}

/** The account's imports, newest first, at most 50. */
export async function listImports(tenant: Tenant): Promise<Import[]> {
  const { accountId, db } = tenant;
  const found = await db.contactImport.findMany({ where: { accountId }, orderBy: { id: "desc" }, take: 50 });
  return found.map(present);
}

function present(row: ContactImport): Import {
  return {
    ...row,
    status: row.status as ImportStatus,
    encoding: row.encoding as Encoding,
    delimiter: row.delimiter as Delimiter,
    fileBytes: Number(row.fileBytes),
    mapping: ColumnTarget.array().parse(row.mapping),
    reasons: row.reasons as Import["reasons"],
  };
}

export function noSuchImport() {
  return new AppError("not_found", "import_not_found", "There is no such import.");
}
