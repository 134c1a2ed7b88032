import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Tenant } from "@/lib/accounts";
import { keyFor } from "@/lib/platform/tokens";

/** What is kept of a suppressed address for ever: an HMAC-SHA-256 under a key of this account. No dump of the database holds the address. */
export function suppressionHash(accountId: string, emailKey: string): Buffer {
  return createHmac("sha256", keyFor(`suppression ${accountId}`))
    .update(emailKey)
    .digest();
}

/**
 * Hold suppressions still until the end of the transaction: whoever makes contacts takes this first, so that an address
 * cannot be suppressed and added at the same moment, each without seeing the other.
 */
export async function holdSuppressions({ accountId, db }: Tenant): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended('suppression ' || ${accountId}, 0))::text`;
}

/** Change suppressions alone, until the end of the transaction. */
export async function lockSuppressions({ accountId, db }: Tenant): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('suppression ' || ${accountId}, 0))::text`;
}
