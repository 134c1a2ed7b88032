import { z } from "zod";
import type { Tenant } from "@/lib/accounts";
import { recordAudit } from "@/lib/audit";
import { enqueue, job } from "@/lib/platform/jobs";
import { noSuchField } from "./update-field";

const CHUNK = 2000;

/** Remove a custom field; a job then takes its values from all contacts. Throws `not_found`. */
export async function deleteField(tenant: Tenant, fieldId: string): Promise<void> {
  const { accountId, actor, db } = tenant;
  const where = { accountId_id: { accountId, id: fieldId } };
  const field = await db.contactField.findUnique({ where });
  if (!field) throw noSuchField();
  await db.contactField.delete({ where });
  await enqueue(db, forgetFieldValues, accountId, { key: field.key });
  await recordAudit(db, { accountId, actor, action: "field.delete", subject: field.label, detail: { key: field.key } });
}

/** Takes the values of a removed field from all contacts, in the order of their ids. */
export const forgetFieldValues = job(
  "contacts.forget-field-values",
  z.object({ key: z.string(), after: z.uuid().optional() }),
  async ({ accountId, unit }, { key, after }) => {
    await unit(async (db) => {
      // A field of that key may have been made anew meanwhile: then its values are no longer the old ones.
      if (await db.contactField.findUnique({ where: { accountId_key: { accountId: accountId!, key } } })) return;
      const rows = await db.$queryRaw<{ id: string }[]>`
        WITH page AS (SELECT id FROM contact WHERE account_id = ${accountId}::uuid
            AND id > ${after ?? "00000000-0000-0000-0000-000000000000"}::uuid ORDER BY id LIMIT ${CHUNK}),
          cut AS (UPDATE contact c SET fields = c.fields - ${key} FROM page
            WHERE c.account_id = ${accountId}::uuid AND c.id = page.id AND jsonb_exists(c.fields, ${key}))
        SELECT id FROM page ORDER BY id DESC LIMIT 1`;
      const last = rows[0]?.id;
      if (last) await enqueue(db, forgetFieldValues, accountId, { key, after: last });
    });
  },
);
