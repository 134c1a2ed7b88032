import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import type { Tenant } from "@/lib/accounts";
import { keyFor } from "@/lib/platform/tokens";

/** What is kept of a suppressed address for ever: an HMAC-SHA-256 under a key of this account. No dump of the database holds the address. */
export function suppressionHash(accountId: string, emailKey: string): Buffer {
  return createHmac("sha256", keyOf(accountId)).update(emailKey).digest();
}

let last: { accountId: string; key: KeyObject } | undefined;

// An import asks for the same account a hundred thousand times.
function keyOf(accountId: string): KeyObject {
  if (last?.accountId !== accountId) last = { accountId, key: createSecretKey(keyFor(`suppression ${accountId}`)) };
  return last.key;
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
