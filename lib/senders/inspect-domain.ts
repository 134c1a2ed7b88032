import { env } from "@/lib/platform/env";
import { makeAsk } from "./dns/ask";
import { checkDns } from "./dns/check";
import type { DomainReport } from "./schema";

export type Inspection = {
  domain: string;
  /** The selector of a signing key to read; without it no key is looked for. */
  selector?: string;
  /** Name servers to ask, as `192.0.2.53` or `127.0.0.1:5353`; DNS_SERVERS or the machine's own unless told. */
  servers?: readonly string[];
};

/** Look at any domain in DNS, as far as it can be told without an account: its key, SPF, DMARC and mail servers. Needs no database. */
export function inspectDomain({ domain, selector, servers }: Inspection): Promise<DomainReport> {
  const keys = selector ? [{ record: "dkim1" as const, selector, publicKey: null }] : [];
  const ask = makeAsk(servers ?? env().DNS_SERVERS);
  return checkDns(ask, { domain, keys, returnPath: null, link: null, spfInclude: null });
}
