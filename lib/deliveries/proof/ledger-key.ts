import { keyFor } from "@/lib/platform/tokens";

/** The key of an account under which the ledger's addresses are hashed: for proofs, and for what is left of who was erased. 32 bytes. */
export function ledgerKey(accountId: string): Buffer {
  return keyFor(`ledger ${accountId}`);
}
