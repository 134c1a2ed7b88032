import type { DkimKey, SendingDomain } from "@/prisma/generated/client";
import type { Expected } from "./dns/check";
import { targets } from "./targets";

/** What is to be found in DNS at a domain of an account. */
export function expectedOf({ domain, keys, returnPathHost, linkHost }: SendingDomain & { keys: DkimKey[] }): Expected {
  const { returnPath, link, spfInclude } = targets();
  return {
    domain,
    keys: keys
      .toSorted((a, b) => a.slot - b.slot)
      .map(({ slot, selector, publicKey }) => ({ record: slot === 1 ? "dkim1" : "dkim2", selector, publicKey })),
    returnPath: returnPath ? { host: returnPathHost, target: returnPath } : null,
    link: link ? { host: linkHost, target: link } : null,
    spfInclude,
  };
}
