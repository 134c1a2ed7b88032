import { Prisma } from "@/prisma/generated/client";
import type { Tenant } from "@/lib/accounts";
import { Flag } from "@/lib/deliveries";
import { AppError } from "@/lib/platform/errors";
import type { Recipient, RecipientFilter } from "./schema";

type Row = Omit<Recipient, "returned" | "opened" | "clicked" | "left" | "reply"> & {
  flags: number;
  replyCode: number | null;
  replyText: string | null;
};

/** Who a campaign went to and what came of each, in the order of the ledger, by key. `next` continues, null at the end. Throws `not_found`. */
export async function listRecipients(
  tenant: Tenant,
  campaignId: string,
  { show, q, after = 0 }: RecipientFilter,
  pageSize = 50,
): Promise<{ recipients: Recipient[]; next: number | null }> {
  const { accountId, db } = tenant;
  const run = await db.deliveryRun.findUnique({ where: { accountId_campaignId: { accountId, campaignId } } });
  if (!run) throw new AppError("not_found", "campaign_not_found", "There is no such campaign.");
  const rows = await db.$queryRaw<Row[]>`
    SELECT seq, contact_id AS "contactId", email, state::text AS state, attempts, flags, reply_code AS "replyCode", reply_text AS "replyText",
      settled_at AS "settledAt"
    FROM delivery WHERE account_id = ${accountId}::uuid AND campaign_id = ${campaignId}::uuid AND seq > ${after} AND ${conditionOf(show)}
      AND (${q} = '' OR strpos(lower(email), lower(${q})) > 0)
    ORDER BY seq LIMIT ${pageSize + 1}`;
  const recipients = rows.slice(0, pageSize).map(toRecipient);
  return { recipients, next: rows.length > pageSize ? (recipients.at(-1)?.seq ?? null) : null };
}

function conditionOf(show: RecipientFilter["show"]): Prisma.Sql {
  switch (show) {
    case "all":
      return Prisma.sql`true`;
    case "waiting":
      return Prisma.sql`state IN ('queued', 'leased', 'deferred')`;
    case "failed":
      return Prisma.sql`state IN ('failed', 'expired')`;
    case "missed":
      return Prisma.sql`state IN ('cancelled', 'expired')`;
    case "returned":
      return Prisma.sql`flags & ${Flag.bounced} > 0`;
    case "opened":
      return Prisma.sql`flags & ${Flag.openedHuman} > 0`;
    case "clicked":
      return Prisma.sql`flags & ${Flag.clickedHuman} > 0`;
    case "left":
      return Prisma.sql`flags & ${Flag.left} > 0`;
    default:
      return Prisma.sql`state = ${show}::delivery_state`;
  }
}

function toRecipient({ flags, replyCode, replyText, ...row }: Row): Recipient {
  return {
    ...row,
    reply: [replyCode, replyText].filter(Boolean).join(" "),
    returned: (flags & Flag.bounced) > 0,
    opened: (flags & Flag.openedHuman) > 0,
    clicked: (flags & Flag.clickedHuman) > 0,
    left: (flags & Flag.left) > 0,
  };
}
