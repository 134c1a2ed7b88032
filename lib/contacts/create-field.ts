import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { freeKey, keyOf } from "./field-key";
import type { CreateField } from "./schema";

const MOST_FIELDS = 100;

/** Add a custom field to the account's contacts. Its key, made from the label where none is given, and its kind stay for ever. Throws `conflict` for a key in use and beyond 100 fields. */
export async function createField(tenant: Tenant, field: CreateField): Promise<string> {
  const { accountId, db } = tenant;
  const taken = await db.contactField.findMany({ where: { accountId }, select: { key: true } });
  if (taken.length >= MOST_FIELDS)
    throw new AppError("conflict", "fields_full", `An account has ${MOST_FIELDS} fields at the most.`);
  const id = newId();
  const key = field.key ?? freeKey(keyOf(field.label), new Set(taken.map((has) => has.key)));
  const added = await db.$executeRaw`INSERT INTO contact_field (account_id, id, key, label, kind)
    VALUES (${accountId}::uuid, ${id}::uuid, ${key}, ${field.label}, ${field.kind}) ON CONFLICT (account_id, key) DO NOTHING`;
  if (added === 0) throw new AppError("conflict", "field_key_taken", "There is a field with this key already.", "key");
  return id;
}
