import { systemTenant } from "@/lib/accounts";
import { loadPlan } from "@/lib/campaigns";
import { personalLinks, type DeliveryKey } from "@/lib/deliveries";
import { inAccount } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";

const NO_PICTURE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";

type Row = { email: string; name: string; fields: Record<string, unknown> };

/** The mail of one delivery as a page: with its own links, without the picture that counts openings. Throws `not_found`. */
export function webVersion(key: DeliveryKey): Promise<string> {
  const { accountId, campaignId, seq } = key;
  return inAccount(accountId, async (db) => {
    const rows = await db.$queryRaw<Row[]>`
      SELECT d.email, COALESCE(c.name, '') AS name, COALESCE(c.fields, '{}') AS fields
      FROM delivery d LEFT JOIN contact c ON c.account_id = d.account_id AND c.id = d.contact_id
      WHERE d.account_id = ${accountId}::uuid AND d.campaign_id = ${campaignId}::uuid AND d.seq = ${seq}`;
    const row = rows[0];
    // Of who was erased there is nothing left to show.
    if (!row || row.email === "") throw new AppError("not_found", "delivery_not_found", "This link is not complete.");
    const plan = await loadPlan(systemTenant(accountId, db, "web version"), campaignId);
    return plan.render(row, { ...personalLinks(key), open: NO_PICTURE }).html;
  });
}
