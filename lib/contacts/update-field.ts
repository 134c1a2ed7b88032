import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import type { UpdateField } from "./schema";

/** Give a custom field another label. Its key stays, since mails name it. Throws `not_found`. */
export async function updateField(tenant: Tenant, { fieldId, label }: UpdateField): Promise<void> {
  const { accountId, db } = tenant;
  const { count } = await db.contactField.updateMany({ where: { accountId, id: fieldId }, data: { label } });
  if (count === 0) throw noSuchField();
}

export function noSuchField() {
  return new AppError("not_found", "field_not_found", "There is no such field.");
}
