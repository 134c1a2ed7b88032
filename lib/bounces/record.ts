import { createHash } from "node:crypto";
import { Prisma } from "@/prisma/generated/client";
import { newId } from "@/lib/platform/ids";
import type { BounceReason, BounceSource, InboundClass, InboundKind } from "./schema";

/** Something that came back for one mail, as it goes into the database. */
export type BounceFact = {
  campaignId: string;
  seq: number;
  contactId: string;
  email: string;
  kind: InboundKind;
  class: InboundClass;
  reason: BounceReason;
  hard: boolean;
  source: BounceSource;
  status?: string;
  diagnostic?: string;
  raw?: string | null;
  /** When the mail was sent, or tried: its minute is what is watched. */
  sentAt: Date;
  /** What tells apart two answers to one mail; bounces and complaints are one each. */
  occasion?: string;
};

/** What was new of it. */
export type NewBounce = { id: string; contactId: string; kind: InboundKind; class: InboundClass; hard: boolean };

const LONGEST_DIAGNOSTIC = 1_000;

/**
 * The statement that writes what came back and counts it, for a Prisma client and a `pg` client alike. What is known already is left out of the rows it
 * answers (`NewBounce`) and counted nowhere. Told the contact is by whoever calls.
 */
export function recordBouncesSql(accountId: string, facts: BounceFact[], now = new Date()): Prisma.Sql {
  const rows = facts.map(({ occasion = "", status = "", diagnostic = "", raw = null, sentAt, ...fact }) => ({
    ...fact,
    id: newId(),
    status: clean(status).slice(0, 40),
    diagnostic: clean(diagnostic).slice(0, LONGEST_DIAGNOSTIC),
    raw: raw === null ? null : clean(raw),
    minute: new Date(Math.floor(sentAt.getTime() / 60_000) * 60_000),
    fingerprint: fingerprint(fact, occasion),
  }));
  return Prisma.sql`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t(id uuid, "campaignId" uuid, "contactId" uuid, seq int, hard boolean, kind text,
        class text, reason text, source text, email text, status text, diagnostic text, raw text, fingerprint text, minute timestamptz)
    ), added AS (
      INSERT INTO bounce_event (account_id, id, campaign_id, contact_id, at, seq, hard, kind, class, reason, source, email, status, diagnostic, raw, fingerprint)
      SELECT ${accountId}::uuid, id, "campaignId", "contactId", ${now}, seq, hard, kind, class, reason, source, email, status, diagnostic, raw, fingerprint FROM told
      ON CONFLICT (account_id, fingerprint) DO NOTHING RETURNING id, fingerprint, campaign_id, contact_id, kind, class, hard
    ), counted AS (
      INSERT INTO bounce_count AS kept (account_id, campaign_id, kind, class, n)
      SELECT ${accountId}::uuid, campaign_id, kind, class, count(*) FROM added GROUP BY 2, 3, 4 ORDER BY 2, 3, 4
      ON CONFLICT (account_id, campaign_id, kind, class) DO UPDATE SET n = kept.n + excluded.n
    ), watched AS (
      INSERT INTO bounce_minute AS kept (account_id, campaign_id, minute, hard, complaints, refused, returned, changed_at)
      SELECT ${accountId}::uuid, a.campaign_id, t.minute, count(*) FILTER (WHERE a.hard), count(*) FILTER (WHERE a.kind = 'complaint'),
        count(*) FILTER (WHERE a.kind = 'bounce' AND a.class IN ('blocked', 'policy', 'content')),
        count(*) FILTER (WHERE a.kind = 'bounce'), ${now}
      FROM added a JOIN told t ON t.id = a.id WHERE a.kind IN ('bounce', 'complaint') GROUP BY 2, 3 ORDER BY 2, 3
      ON CONFLICT (account_id, campaign_id, minute) DO UPDATE SET hard = kept.hard + excluded.hard,
        complaints = kept.complaints + excluded.complaints, refused = kept.refused + excluded.refused,
        returned = kept.returned + excluded.returned, changed_at = excluded.changed_at
    )
    SELECT id, contact_id AS "contactId", kind, class, hard FROM added`;
}

function fingerprint(
  { campaignId, seq, kind, hard }: Pick<BounceFact, "campaignId" | "seq" | "kind" | "hard">,
  occasion: string,
) {
  const told = [campaignId, seq, kind, hard, occasion].join(" ");
  return createHash("sha256").update(told).digest("base64url").slice(0, 22);
}

// Neither NUL nor half a pair is text to the database.
function clean(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}
