import { readDomain } from "@/lib/platform/address";
import { env } from "@/lib/platform/env";

/** Where the names of an account's domains are to lead: null where this installation takes nothing by such a name. */
export function targets(): { returnPath: string | null; link: string | null; spfInclude: string | null } {
  const { INBOUND_DOMAIN, LINK_HOST, APP_URL, SPF_INCLUDE } = env();
  return {
    // A mailbox with sub-addresses cannot be reached under another name.
    returnPath: INBOUND_DOMAIN && !INBOUND_DOMAIN.includes("@") ? INBOUND_DOMAIN : null,
    // Nor does a name lead to a bare address or to "localhost" by CNAME.
    link: readDomain(LINK_HOST ?? new URL(APP_URL).hostname),
    spfInclude: SPF_INCLUDE ?? null,
  };
}

/** The origin of links under a host of an account: as the application's own, the host apart. */
export function linkOriginOf(host: string): string {
  const url = new URL(env().APP_URL);
  url.hostname = host;
  return url.origin;
}
