import { authorize, type Tenant } from "@/lib/accounts";
import { ledgerKey } from "./proof/ledger-key";

/**
 * Take the address of a person out of the ledger, of what servers said of them, and of the log (GDPR 17, LGPD 18). Rows, states and times stay, and a
 * keyed hash stands for the address: sums and proofs remain what they were.
 */
export async function forgetRecipient({ accountId, actor, db }: Tenant, contactId: string): Promise<void> {
  authorize(actor, "contacts");
  // An outcome that is being written is waited for, so that what it brings is seen below; a later one finds the address gone.
  await db.$queryRaw`SELECT 1 AS held FROM delivery WHERE account_id = ${accountId}::uuid AND contact_id = ${contactId}::uuid
    ORDER BY campaign_id, seq FOR UPDATE`;
  await db.$executeRaw`
    UPDATE delivery_attempt a SET text = replace(lower(a.text), lower(d.email), '@') FROM delivery d
    WHERE d.account_id = ${accountId}::uuid AND d.contact_id = ${contactId}::uuid AND d.email <> ''
      AND a.account_id = d.account_id AND a.campaign_id = d.campaign_id AND a.seq = d.seq AND strpos(lower(a.text), lower(d.email)) > 0`;
  await db.$executeRaw`
    UPDATE delivery_log l SET detail = jsonb_set(l.detail, '{email}', '"…"') FROM delivery d
    WHERE d.account_id = ${accountId}::uuid AND d.contact_id = ${contactId}::uuid AND d.email <> ''
      AND l.account_id = d.account_id AND l.campaign_id = d.campaign_id AND l.kind = 'bounced' AND l.detail ->> 'email' = d.email`;
  await db.$executeRaw`
    UPDATE delivery SET email_mark = sha256(${ledgerKey(accountId)}::bytea || convert_to(email, 'UTF8')), email = '',
      reply_text = replace(lower(reply_text), lower(email), '@')
    WHERE account_id = ${accountId}::uuid AND contact_id = ${contactId}::uuid AND email <> ''`;
}
