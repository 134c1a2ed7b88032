import type { SecretPlace } from "@/lib/platform/secrets";

/** Where the secret of an account's relay is sealed for. */
export function relayPlace(accountId: string): SecretPlace {
  return { purpose: "relay", accountId, rowId: accountId };
}
