import type { Tenant } from "@/lib/accounts";
import { openSecret } from "@/lib/platform/secrets";
import { keyPlace } from "./domain-key";
import { linkOriginOf } from "./targets";

/** What mail from an address is sent with. `privateKey` is PEM (PKCS 8): it can be posted to a worker thread, and belongs in no log. */
export type SendingIdentity = {
  /** Empty when no key of the domain was seen in DNS. */
  dkim: { domain: string; selector: string; privateKey: string }[];
  /** The domain of return paths, when its CNAME leads to this installation; null for INBOUND_DOMAIN itself. */
  returnPathDomain: string | null;
  /** The origin of links, when its CNAME leads here; null for APP_URL. */
  linkOrigin: string | null;
};

/**
 * How mail from `fromAddress` is signed and where it comes back to: by the account's domain of that address, or the nearest one above it
 * (relaxed alignment, RFC 9989). Only what the last check saw in DNS. Ask once a campaign; keys may change between two.
 */
export async function sendingIdentity(tenant: Tenant, fromAddress: string): Promise<SendingIdentity> {
  const { accountId, db } = tenant;
  const found = await db.sendingDomain.findMany({
    where: { accountId, domain: { in: domainsAbove(fromAddress) } },
    include: { keys: true },
  });
  const nearestFirst = found.toSorted((a, b) => b.domain.length - a.domain.length);
  const nearest = nearestFirst.find(({ state }) => state === "verified") ?? nearestFirst[0];
  if (!nearest) return { dkim: [], returnPathDomain: null, linkOrigin: null };
  const { domain, keys, activeSlot, returnPathOk, linkOk, returnPathHost, linkHost } = nearest;
  const seen = keys.filter(({ isInDns }) => isInDns);
  const key = seen.find(({ slot }) => slot === activeSlot) ?? seen[0];
  const owned = nearest.state === "verified";
  return {
    dkim: key
      ? [
          {
            domain,
            selector: key.selector,
            privateKey: openSecret(keyPlace(accountId, nearest.id, key.selector), key.privateKey),
          },
        ]
      : [],
    returnPathDomain: owned && returnPathOk ? returnPathHost : null,
    linkOrigin: owned && linkOk ? linkOriginOf(linkHost) : null,
  };
}

/** The domain of an address and every one above it that could be somebody's. */
export function domainsAbove(address: string): string[] {
  const labels = address
    .slice(address.lastIndexOf("@") + 1)
    .toLowerCase()
    .split(".");
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}
