import type { Tenant } from "@/lib/accounts";

const LOOKED_AT = 8;
const ENOUGH = 3;

/**
 * How many of the last mailings to this contact came back softly, one after the other. A server that accepts a mail and returns it an hour later has not
 * delivered it; a mail that was refused for what we are says neither.
 */
export async function softBouncesInRow({ accountId, db }: Tenant, contactId: string): Promise<number> {
  const mailings = await db.$queryRaw<{ classes: string[] | null }[]>`
    SELECT (SELECT array_agg(e.class) FROM bounce_event e WHERE e.account_id = ${accountId}::uuid AND e.contact_id = ${contactId}::uuid
        AND e.campaign_id = d.campaign_id AND e.kind = 'bounce' AND e.undone_at IS NULL) AS classes
    FROM (SELECT campaign_id FROM delivery WHERE account_id = ${accountId}::uuid AND contact_id = ${contactId}::uuid
      AND state IN ('accepted', 'failed', 'expired') ORDER BY campaign_id DESC LIMIT ${LOOKED_AT}) d ORDER BY d.campaign_id DESC`;
  let row = 0;
  for (const { classes } of mailings) {
    if (!classes) break;
    if (classes.some((one) => SOFT.has(one)) && ++row === ENOUGH) break;
  }
  return row;
}

const SOFT = new Set(["mailbox_full", "transient", "unclear"]);
