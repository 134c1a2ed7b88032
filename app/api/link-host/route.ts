import { z } from "zod";
import { findLinkHost } from "@/lib/senders";
import { DomainName } from "@/lib/senders/schema";
import { publicRoute } from "@/lib/web/route";

const shape = { query: z.object({ domain: DomainName }) };

/** For a proxy that asks before it gets a certificate: 204 for a name that links are answered under, 404 for any other. */
export const GET = publicRoute(shape, async ({ query }) => {
  const accounts = await findLinkHost(query.domain);
  return new Response(null, { status: accounts.length > 0 ? 204 : 404, headers: { "cache-control": "no-store" } });
});
