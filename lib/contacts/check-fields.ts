import type { Tenant } from "@/lib/accounts";
import { AppError } from "@/lib/platform/errors";
import { readValue } from "./field-value";
import type { FieldKind, FieldValue } from "./schema";

/** Values as they are kept, from what was typed; null for a value to be taken away. Throws `invalid` for one that cannot be read. */
export async function checkFields(
  { accountId, db }: Tenant,
  typed: Record<string, FieldValue | null>,
): Promise<Record<string, FieldValue | null>> {
  const given = Object.entries(typed);
  if (given.length === 0) return {};
  const known = await db.contactField.findMany({ where: { accountId, key: { in: given.map(([key]) => key) } } });
  const kinds = new Map(known.map((field) => [field.key, field.kind as FieldKind]));
  return Object.fromEntries(given.map(([key, value]) => [key, checkValue(key, kinds.get(key), value)]));
}

function checkValue(key: string, kind: FieldKind | undefined, value: FieldValue | null): FieldValue | null {
  if (!kind) throw new AppError("invalid", "field_unknown", "There is no such field.", `fields.${key}`);
  if (value === null) return null;
  const read = readValue(kind, String(value));
  if (read === null) throw new AppError("invalid", `value_not_${kind}`, `This is not a ${kind}.`, `fields.${key}`);
  return read ?? null;
}
