import type { Prisma } from "@/prisma/generated/client";
import type { Db } from "@/lib/platform/db";

/** What happened: `action` is `noun.verb`, `subject` names what it was done to, `reason` why where one is asked for. */
export type AuditFact = {
  accountId: string;
  actor: { kind: string; name: string; userId?: string };
  action: string;
  subject?: string;
  reason?: string;
  detail?: Prisma.InputJsonObject;
};

/** Add a line to the account's audit trail, in the transaction of what it tells. The database numbers and chains it; nobody changes it. */
export async function recordAudit(db: Db, fact: AuditFact): Promise<void> {
  const { accountId, actor, action, subject = "", reason = "", detail = {} } = fact;
  await db.$executeRaw`INSERT INTO audit_entry (account_id, no, actor_kind, actor_id, actor_name, action, subject, reason, detail, prev_hash, hash)
    VALUES (${accountId}::uuid, 0, ${actor.kind}, ${actor.userId ?? null}::uuid, ${actor.name}, ${action}, ${subject}, ${reason},
      ${JSON.stringify(detail)}::jsonb, '', '')`;
}
