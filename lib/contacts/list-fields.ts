import type { Tenant } from "@/lib/accounts";
import type { FieldKind } from "./schema";

export type Field = { id: string; key: string; label: string; kind: FieldKind };

/** The custom fields of the account's contacts, by label. */
export async function listFields(tenant: Tenant): Promise<Field[]> {
  const fields = await tenant.db.contactField.findMany({
    where: { accountId: tenant.accountId },
    select: { id: true, key: true, label: true, kind: true },
    orderBy: [{ label: "asc" }, { id: "asc" }],
  });
  return fields.map((field) => ({ ...field, kind: field.kind as FieldKind }));
}
